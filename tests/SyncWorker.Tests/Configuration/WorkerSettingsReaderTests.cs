using System.Net;
using WedSync.SyncWorker.Configuration;

namespace WedSync.SyncWorker.Tests.Configuration;

public sealed class WorkerSettingsReaderTests
{
    private static Dictionary<string, string> Plaintext => new()
    {
        ["REGION"] = "us-east",
        ["REGIONS"] = "us-east,eu-west",
        ["SYNC_PEERS"] = "eu-west=http://127.0.0.2:8443",
        ["SYNC_PLAINTEXT"] = "loopback",
        ["SYNC_INTERVAL"] = "30s",
        ["CONFLICT_RESOLUTION_STRATEGY"] = "last-writer-wins",
        ["POD_IP"] = "127.0.0.1",
        ["REDIS_CLUSTER_ENDPOINTS"] = "127.0.0.1:6379",
    };

    [Fact]
    public void Complete_IsRead()
    {
        var settings = Read(Plaintext, out var errors);
        Assert.Empty(errors);
        Assert.Equal("us-east", settings!.Self.Region);
        Assert.Equal(new Uri("http://127.0.0.2:8443"), settings.Peers["eu-west"]);
        Assert.Equal(IPAddress.Loopback, settings.ListenAddress);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Sync.SweepInterval);
        Assert.Equal(8443, settings.GrpcPort);
    }

    [Fact]
    public void EverythingWrong_IsSaidAtOnce()
    {
        var environment = Plaintext;
        environment["REGIONS"] = "eu-west,us-west";
        environment["SYNC_PEERS"] = "eu-west=http://10.0.0.1:8443,asia=http://127.0.0.3:1";
        environment["CONFLICT_RESOLUTION_STRATEGY"] = "first-wins";
        environment["SYNC_INTERVAL"] = "soon";
        environment["POD_IP"] = "10.0.0.7";
        Assert.Null(Read(environment, out var errors));
        foreach (var part in new[] { "REGIONS is 'eu-west,us-west'", "eu-west=http://10.0.0.1:8443", "asia", "first-wins", "soon", "10.0.0.7" })
            Assert.Contains(errors, error => error.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutTheSwitch_PlaintextIsRefused_AndCertificatesAreRequired()
    {
        var environment = Plaintext;
        environment.Remove("SYNC_PLAINTEXT");
        Assert.Null(Read(environment, out var errors));
        Assert.Contains(errors, error => error.StartsWith("SYNC_TLS_DIRECTORY is not set", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("SYNC_PEERS is 'eu-west=http://127.0.0.2:8443'", StringComparison.Ordinal));
    }

    private static WorkerSettings? Read(Dictionary<string, string> environment, out IReadOnlyList<string> errors) =>
        WorkerSettingsReader.Read(name => environment.GetValueOrDefault(name), out errors);
}
