using System.Net;
using System.Text.Json;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.Contracts.Metrics;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Callers and disks that would rather not have something on record.</summary>
[Collection(nameof(AuditTests))]
public sealed class AuditTests : OwnRegion
{
    private const string Name = "pod-a";
    private const int Refusals = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Folder => Path.Combine(Directory.Path, "audit");

    private string ChangesFile => AuditFiles.Current(Folder, Name);

    [Fact]
    public async Task Refusals_HoweverMany_AreAHandfulOfLinesAsideFromTheChanges_AndThoseOfGetsToo()
    {
        var pod = await StartAsync();
        var (reader, writer) = (Issuer.Token(scopes: "read"), Issuer.Token("beta", scopes: "write"));
        await PutAsync(pod, "k", "x");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < Refusals / 16; i++)
            {
                using var refused = await pod.SendAsync(HttpMethod.Delete, "/v1/entries/k", reader);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }
        }));
        for (var i = 0; i < 3; i++)
        {
            using var refused = await pod.GetAsync("k", writer);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using (var nobody = await pod.GetAsync("k", "x.y.z")) Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(Refusals, await pod.MetricAsync(MetricNames.RefusedRequestsTotal + "{scope=\"write\"}"));
        Assert.Equal(3, await pod.MetricAsync(MetricNames.RefusedRequestsTotal + "{scope=\"read\"}"));
        Assert.Equal(1, await pod.MetricAsync(MetricNames.RefusedRequestsTotal + "{scope=\"none\"}"));
        await EndAsync(pod);

        Assert.Equal(["put"], Lines(ChangesFile).Select(line => line.Action));
        var refusals = Lines(AuditFiles.Current(Folder, Name + ".refusals"));
        Assert.InRange(refusals.Count, 2, 10);
        Assert.Equal(Refusals, refusals.Where(line => line is { Tenant: "acme", Target: "DELETE write" }).Sum(line => line.Count));
        Assert.Equal(3, refusals.Where(line => line is { Tenant: "beta", Target: "GET read" }).Sum(line => line.Count));
    }

    [Fact]
    public async Task TailThatIsCutOff_IsFoundByTheHeadInRedisAndByOneInAFile()
    {
        var pod = await StartAsync();
        for (var i = 0; i < 20; i++) await PutAsync(pod, $"k{i}", "x");
        await EndAsync(pod);
        var heads = Path.Combine(Directory.Path, "heads.json");
        Assert.Equal((0, "20 records whole"), await VerifyAsync(Folder));
        Assert.Equal(0, (await RunAsync("--export-heads", heads)).Code);

        await File.WriteAllLinesAsync(ChangesFile, (await File.ReadAllLinesAsync(ChangesFile))[..15]);
        Assert.Null(AuditVerifier.FindFault(ChangesFile));
        Assert.Equal((1, "cut at 15 of 20"), await VerifyAsync(Folder));
        Assert.Equal((1, "cut at 15 of 20"), await VerifyAsync(Folder, "--heads", heads));
        var (code, output) = await RunWithoutAsync(Folder);
        Assert.Equal(0, code);
        Assert.Contains("No heads were given: a tail that was cut off cannot be seen.", output, StringComparison.Ordinal);

        foreach (var file in System.IO.Directory.EnumerateFiles(Folder)) File.Delete(file);
        Assert.Equal(1, (await RunAsync(Folder)).Code);
    }

    [Fact]
    public async Task ChainBegunAnewInAnEmptiedFolder_IsFound_AlsoOnceItIsLonger()
    {
        var pod = await StartAsync();
        for (var i = 0; i < 5; i++) await PutAsync(pod, $"k{i}", "x");
        await EndAsync(pod);
        foreach (var file in System.IO.Directory.EnumerateFiles(Folder)) File.Delete(file);

        var next = await StartAsync();
        for (var i = 0; i < 9; i++) await PutAsync(next, $"k{i}", "x");
        await EndAsync(next);
        Assert.Null(AuditVerifier.FindFault(ChangesFile));
        var (code, output) = await RunAsync(Folder);
        Assert.Equal(1, code);
        Assert.Contains($"{Name}: CUT, it had record 5 (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChainRewrittenWithTheRightHashes_IsFound()
    {
        var pod = await StartAsync();
        for (var i = 0; i < 5; i++) await PutAsync(pod, $"k{i}", "x");
        await EndAsync(pod);
        var lines = Lines(ChangesFile);
        File.Delete(ChangesFile);
        await using (var forged = AuditLog.Open(Folder, Name, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance))
        {
            foreach (var line in lines) await forged.RecordAsync("somebody else", line.Tenant, line.Action, line.Target, line.Outcome, default);
        }

        Assert.Null(AuditVerifier.FindFault(ChangesFile));
        var (code, output) = await RunAsync(Folder);
        Assert.Equal(1, code);
        Assert.Contains($"{Name}: record 5 is another one than was written", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PodKilledWhileItWrites_IsNoFalseAlarm()
    {
        var pod = await StartAsync();
        for (var i = 0; i < 5; i++) await PutAsync(pod, $"k{i}", "x");
        await Eventually.TrueAsync(async () => (await RunAsync(Folder)).Output.Contains("complete as far as record", StringComparison.Ordinal));
        var load = Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
        {
            try
            {
                for (var i = 0; ; i++) (await pod.PutAsync($"l{lane}-{i}", "x", Token)).Dispose();
            }
            catch (HttpRequestException)
            {
                // It is dead.
            }
        })).ToArray();
        await Eventually.TrueAsync(() => Task.FromResult(new FileInfo(ChangesFile).Length > 50_000));
        await pod.Process.KillAsync();
        await Task.WhenAll(load);
        // As a kill in the middle of a line would leave it.
        await File.AppendAllTextAsync(ChangesFile, "{\"sequence\":");
        var (code, output) = await RunAsync(Folder);
        Assert.True(code == 0, output);

        var next = await StartAsync();
        await PutAsync(next, "after", "x");
        await EndAsync(next);
        (code, output) = await RunAsync(Folder);
        Assert.True(code == 0, output);
        Assert.Contains($"complete as far as record {Lines(ChangesFile).Count} ", output, StringComparison.Ordinal);
    }

    private Task<Pod> StartAsync()
    {
        System.IO.Directory.CreateDirectory(Folder);
        return StartPodAsync((EnvironmentNames.PodName, Name), (EnvironmentNames.AuditDirectory, Folder));
    }

    private static async Task EndAsync(Pod pod)
    {
        await pod.Process.TerminateAsync();
        await pod.Process.WaitForExitAsync(Patience);
    }

    private static List<AuditRecord> Lines(string file) =>
        [.. File.ReadLines(file).Select(line => JsonSerializer.Deserialize(line, AuditJson.Default.AuditRecord)!)];

    // What is said of the pod's chain of changes, in short.
    private async Task<(int Code, string Finding)> VerifyAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);
        var line = output.Split('\n').Single(line => line.StartsWith(Name + ":", StringComparison.Ordinal));
        return (code, line switch
        {
            _ when line.Contains("whole, records 1 to 20 in 1 files, complete as far as record 20 (", StringComparison.Ordinal) => "20 records whole",
            _ when line.Contains("CUT, ends with record 15, and went as far as record 20 (", StringComparison.Ordinal) => "cut at 15 of 20",
            _ => line,
        });
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(
        name => name switch
        {
            EnvironmentNames.RedisClusterEndpoints => string.Join(',', Cluster.Settings.Endpoints),
            EnvironmentNames.Region => "us-east",
            _ => null,
        },
        arguments);

    private static Task<(int Code, string Output)> RunWithoutAsync(params string[] arguments) => RunAsync(_ => null, arguments);

    private static async Task<(int Code, string Output)> RunAsync(Func<string, string?> variable, string[] arguments)
    {
        using var output = new StringWriter();
        return (await new VerifyAuditCommand(variable, output, output).RunAsync(arguments), output.ToString());
    }
}
