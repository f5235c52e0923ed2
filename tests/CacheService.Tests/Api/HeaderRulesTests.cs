using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using WedSync.CacheService.Api;
using Xunit.Abstractions;

namespace WedSync.CacheService.Tests.Api;

/// <summary>The look at a read's headers, which every hit in memory pays for.</summary>
public sealed class HeaderRulesTests(ITestOutputHelper output)
{
    private const int Rounds = 200_000;

    [Fact]
    public void CheckRead_OfTheServersOwnHeaders_AllocatesNothing()
    {
        var headers = ServerHeaders();
        foreach (var name in new[] { "Host", "Authorization", "Accept", "User-Agent", "x-request-id", "x-forwarded-for", "x-forwarded-proto" }) headers[name] = "a value";
        for (var i = 0; i < Rounds; i++) HeaderRules.CheckRead(headers);
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < Rounds; i++) HeaderRules.CheckRead(headers);
        var took = Stopwatch.GetElapsedTime(started);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        output.WriteLine($"{took.TotalNanoseconds / Rounds:0} ns");
    }

    // The class is the server's own and not public; another dictionary would prove nothing.
    private static IHeaderDictionary ServerHeaders() => (IHeaderDictionary)Activator.CreateInstance(
        typeof(KestrelServer).Assembly.GetType("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpRequestHeaders", throwOnError: true)!,
        [true, null])!;
}
