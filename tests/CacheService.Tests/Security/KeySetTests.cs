using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Security;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Security;

/// <summary>Keys of the issuer, served over HTTP and HTTPS, as they come, change and go.</summary>
[Collection(RegionTests.Name)]
public sealed class KeySetTests(RegionFixture region) : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _first = new();
    private readonly TestIssuer _second = new();
    private volatile string _served = "";
    private int _reads;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Rotation_TokensOfANewKeyAreTakenWithinSecondsAndOfTheOldOneToo()
    {
        _served = TestIssuer.KeySet(_first);
        await using var server = await ServeAsync(https: false);
        using var pod = await region.StartPodAsync("rotating", (EnvironmentNames.JwtJwksUri, server.Urls.Single() + "/jwks"));
        Assert.Equal(404, await StatusAsync(pod, _first.Token()));
        Assert.Equal(401, await StatusAsync(pod, _second.Token()));

        _served = TestIssuer.KeySet(_first, _second);
        var took = await Eventually.TrueAsync(async () => await StatusAsync(pod, _second.Token()) == 404);
        Assert.InRange(took.TotalSeconds, 0, SigningKeys.UnknownKeyInterval.TotalSeconds + 2);
        Assert.Equal(404, await StatusAsync(pod, _first.Token()));
    }

    [Fact]
    public async Task UnknownKeys_HoweverManyTokensNameThem_AreLookedUpSeldom()
    {
        _served = TestIssuer.KeySet(_first);
        await using var server = await ServeAsync(https: false);
        using var pod = await region.StartPodAsync("pestered", (EnvironmentNames.JwtJwksUri, server.Urls.Single() + "/jwks"));
        var before = Volatile.Read(ref _reads);
        var pestering = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++) Assert.Equal(401, await StatusAsync(pod, _second.Token(id: $"{i}")));
        Assert.InRange(Volatile.Read(ref _reads) - before, 0, 1 + (int)(pestering.Elapsed / SigningKeys.UnknownKeyInterval));
    }

    [Fact]
    public async Task Https_TheServersCertificateIsChecked()
    {
        TestCertificates.Write(_directory.Path);
        _served = TestIssuer.KeySet(_first);
        await using var server = await ServeAsync(https: true);
        var address = (EnvironmentNames.JwtJwksUri, server.Urls.Single() + "/jwks");
        using (var trusting = await region.StartPodAsync("trusting", address, ("SSL_CERT_FILE", Path.Combine(_directory.Path, "ca.crt"))))
            Assert.Equal(404, await StatusAsync(trusting, _first.Token()));

        Volatile.Write(ref _reads, 0);
        // Nobody told this process of the authority.
        using var http = SigningKeys.CreateClient();
        using var keys = Keys(new Uri(address.Item2), http, TimeProvider.System);
        Assert.False(await keys.TryRefreshAsync(default));
        Assert.Empty(keys.Current);
        Assert.Equal(0, Volatile.Read(ref _reads));
    }

    [Fact]
    public async Task Withdrawal_StopsTokensOfTheKeyWithinSixMinutes()
    {
        var time = new SettableTime();
        _served = TestIssuer.KeySet(_first, _second);
        await using var server = await ServeAsync(https: false);
        using var http = SigningKeys.CreateClient();
        using var keys = Keys(new Uri(server.Urls.Single() + "/jwks"), http, time);
        var validator = new TokenValidator(TestIssuer.Issuer, TestIssuer.Audience, keys, new InvalidationTable(), time);
        Assert.True(await keys.TryRefreshAsync(default));
        var (withdrawn, kept) = ("Bearer " + _first.Token(), "Bearer " + _second.Token());
        Assert.NotNull(await validator.ValidateAsync(withdrawn));

        _served = TestIssuer.KeySet(_second);
        // The periodic reading comes at the end of its interval; a token checked just before is checked again a minute later.
        time.Advance(SigningKeys.RefreshInterval);
        Assert.NotNull(await validator.ValidateAsync(withdrawn));
        Assert.True(await keys.TryRefreshAsync(default));
        time.Advance(TokenValidator.RecheckInterval + TimeSpan.FromSeconds(1));
        Assert.Null(await validator.ValidateAsync(withdrawn));
        Assert.NotNull(await validator.ValidateAsync(kept));
        Assert.True(SigningKeys.RefreshInterval + TokenValidator.RecheckInterval <= TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task ServerThatFails_LeavesTheKeysInForce()
    {
        var time = new SettableTime();
        _served = TestIssuer.KeySet(_first);
        await using var server = await ServeAsync(https: false);
        using var http = SigningKeys.CreateClient();
        using var keys = Keys(new Uri(server.Urls.Single() + "/jwks"), http, time);
        Assert.True(await keys.TryRefreshAsync(default));
        foreach (var nonsense in new[] { "", "<html>", "[]", """{"keys":null}""", """{"keys":[{"kty":"RSA","n":"@@","e":"AQAB"}]}""" })
        {
            _served = nonsense;
            time.Advance(SigningKeys.RefreshInterval);
            await keys.TryRefreshAsync(default);
            Assert.Single(keys.Current);
        }
    }

    private static SigningKeys Keys(Uri source, HttpClient http, TimeProvider time) => new(source, http, time, NullLogger<SigningKeys>.Instance);

    private async Task<WebApplication> ServeAsync(bool https)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (https)
            {
                listen.UseHttps(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
                    Path.Combine(_directory.Path, "tls.crt"), Path.Combine(_directory.Path, "tls.key")));
            }
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var server = builder.Build();
        server.Run(async context =>
        {
            Interlocked.Increment(ref _reads);
            await context.Response.WriteAsync(_served);
        });
        await server.StartAsync();
        return server;
    }

    private static async Task<int> StatusAsync(Pod pod, string token)
    {
        using var response = await pod.GetAsync("key-set-probe", token);
        return (int)response.StatusCode;
    }

    private sealed class SettableTime : TimeProvider
    {
        private TimeSpan _ahead;

        public void Advance(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
    }
}
