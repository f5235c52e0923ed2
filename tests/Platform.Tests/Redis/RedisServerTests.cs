using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Tests.Redis;

/// <summary>The rendered files with the real redis-server.</summary>
public sealed class RedisServerTests : IAsyncLifetime
{
    private RedisFiles _files = null!;
    private RedisNode _node = null!;

    public async Task InitializeAsync()
    {
        _files = new RedisFiles();
        _node = await RedisNode.StartAsync(_files);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _files.Delete();
    }

    [Fact]
    public async Task Server_StartsInClusterMode_WithTheRenderedSettings()
    {
        Assert.Contains("cluster_enabled:1", await _node.AsAsync(RedisUsers.Operator, "info", "cluster"), StringComparison.Ordinal);
        Assert.Equal("maxmemory\n67108864", await Setting("maxmemory"));
        Assert.Equal("maxmemory-policy\nvolatile-lfu", await Setting("maxmemory-policy"));
        Assert.Equal("min-replicas-to-write\n1", await Setting("min-replicas-to-write"));
        Assert.Equal("appendfsync\neverysec", await Setting("appendfsync"));
        Assert.Equal("cluster-require-full-coverage\nno", await Setting("cluster-require-full-coverage"));
        Assert.Equal("masteruser\nreplication", await Setting("masteruser"));
        Assert.Contains("node-0.redis.example", await _node.AsAsync(RedisUsers.Operator, "cluster", "nodes"), StringComparison.Ordinal);

        Task<string> Setting(string name) => _node.AsAsync(RedisUsers.Operator, "config", "get", name);
    }

    [Fact]
    public async Task Plaintext_IsRefused()
    {
        var (exitCode, output) = await _node.PlaintextAsync("ping");
        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("PONG", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RedisUsers.Exporter, "get", "e:{1}:k")]
    [InlineData(RedisUsers.Exporter, "config", "get", "masterauth")]
    [InlineData(RedisUsers.Exporter, "set", "e:{1}:k", "v")]
    [InlineData(RedisUsers.Replication, "get", "e:{1}:k")]
    [InlineData(RedisUsers.Cache, "get", "secret")]
    [InlineData(RedisUsers.Cache, "keys", "*")]
    [InlineData(RedisUsers.Cache, "flushall")]
    [InlineData(RedisUsers.Cache, "cluster", "failover")]
    [InlineData(RedisUsers.Cache, "config", "set", "maxmemory", "1")]
    [InlineData(RedisUsers.Cache, "function", "flush")]
    [InlineData(RedisUsers.Cache, "client", "kill", "id", "1")]
    [InlineData(RedisUsers.Sync, "config", "get", "masterauth")]
    [InlineData(RedisUsers.Cache, "client", "list")]
    [InlineData(RedisUsers.Cache, "publish", "other", "m")]
    [InlineData(RedisUsers.Sync, "shutdown")]
    [InlineData(RedisUsers.Operator, "set", "e:{1}:k", "v")]
    [InlineData(RedisUsers.Operator, "flushall")]
    [InlineData(RedisUsers.Operator, "shutdown")]
    [InlineData(RedisUsers.Operator, "monitor")]
    [InlineData(RedisUsers.Operator, "acl", "setuser", "x")]
    public async Task Users_CannotDoMoreThanTheyNeed(string user, params string[] command)
    {
        var answer = await _node.AsAsync(user, command);
        Assert.StartsWith("NOPERM", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RedisUsers.Exporter, "redis_version:7", "info")]
    [InlineData(RedisUsers.Exporter, "cluster_state", "cluster", "info")]
    [InlineData(RedisUsers.Exporter, "", "latency", "latest")]
    [InlineData(RedisUsers.Cache, "redis_version:7", "info", "server")]
    [InlineData(RedisUsers.Cache, "myself", "cluster", "nodes")]
    [InlineData(RedisUsers.Cache, "CLUSTERDOWN", "get", "e:{1}:k")]
    [InlineData(RedisUsers.Cache, "CLUSTERDOWN", "zrange", "z:{1}:us-east", "0", "-1")]
    [InlineData(RedisUsers.Sync, "CLUSTERDOWN", "get", "h:{1}")]
    [InlineData(RedisUsers.Operator, "OK", "config", "set", "maxmemory", "67108864")]
    [InlineData(RedisUsers.Operator, "OK", "cluster", "addslots", "1")]
    public async Task Users_CanDoWhatTheyNeed(string user, string expected, params string[] command)
    {
        var answer = await _node.AsAsync(user, command);
        Assert.DoesNotContain("NOPERM", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_KeepsWhatAFunctionWroteAtOnce()
    {
        const string Function = "#!lua name=pair\nredis.register_function('pair', function(keys) for _, k in ipairs(keys) do redis.call('set', k, 'v') end return #keys end)";
        Assert.Equal("OK", await _node.AsAsync(RedisUsers.Operator, "cluster", "addslotsrange", "0", "16383"));
        Assert.Equal("OK", await _node.AsAsync(RedisUsers.Operator, "config", "set", "min-replicas-to-write", "0"));
        Assert.Equal("pair", await _node.AsAsync(RedisUsers.Operator, "function", "load", Function));
        await _node.EventuallyAsync(async () => await _node.AsAsync(RedisUsers.Cache, "fcall", "pair", "2", "e:{3}:a", "e:{3}:b") == "2", "the cluster takes writes");

        _node = await _node.RestartAsync();

        await _node.EventuallyAsync(async () => await _node.AsAsync(RedisUsers.Cache, "get", "e:{3}:a") == "v", "the first value is back");
        Assert.Equal("v", await _node.AsAsync(RedisUsers.Cache, "get", "e:{3}:b"));
    }

    [Fact]
    public async Task DefaultUser_IsOff()
    {
        var (_, output) = await _node.ScriptAsync(RedisLayout.HealthScript, "alive");
        Assert.Equal("", output);
        var answer = await _node.AsAsync(RedisUsers.Operator, "acl", "whoami");
        Assert.Equal(RedisUsers.Operator, answer);
        var rules = await File.ReadAllTextAsync(Path.Combine(_node.Environment[RedisEnvironment.RunDirectory], "users.acl"));
        Assert.StartsWith("user default off resetpass ", rules, StringComparison.Ordinal);
        var (_, refused) = await _node.TlsAsync("get", "e:{3}:k");
        Assert.Contains("NOAUTH", refused, StringComparison.Ordinal);
        Assert.All(_files.Passwords.Values, p => Assert.DoesNotContain(p, rules, StringComparison.Ordinal));
        Assert.DoesNotContain("#<", rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_OfANodeBeforeItsCluster_Succeed()
    {
        // Else the StatefulSet never becomes ready and the Job that makes the cluster never starts.
        Assert.Equal((0, ""), await _node.ScriptAsync(RedisLayout.HealthScript, "alive"));
        Assert.Equal((0, ""), await _node.ScriptAsync(RedisLayout.HealthScript, "ready"));
        Assert.Equal(2, (await _node.ScriptAsync(RedisLayout.HealthScript)).ExitCode);
    }

    [Fact]
    public async Task RenewedCertificate_IsServed_WithoutARestart()
    {
        var before = await ServedCertificateAsync();
        using var reloader = _node.StartScript(
            RedisLayout.ReloadScript, new Dictionary<string, string> { [RedisEnvironment.ReloadSeconds] = "0.1" });
        try
        {
            var said = reloader.StandardOutput.ReadLineAsync();
            // The reloader must have seen the first certificate before the second replaces it.
            await _node.EventuallyAsync(() => Task.FromResult(Directory.Exists($"/proc/{reloader.Id}/task/{reloader.Id}")
                && File.ReadAllText($"/proc/{reloader.Id}/task/{reloader.Id}/children").Length > 0), "the reloader waits");
            _files.IssueCertificate();
            Assert.Equal("certificate reloaded", await said.WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.NotEqual(before, await ServedCertificateAsync());
        }
        finally
        {
            reloader.Kill(entireProcessTree: true);
            await reloader.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task HandOver_OfAPrimaryWithoutReplica_EndsAtOnce()
    {
        var (exitCode, _) = await _node.ScriptAsync(RedisLayout.HandOverScript).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, exitCode);
    }

    private async Task<string> ServedCertificateAsync()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", _node.Port);
        using var ca = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_files.Tls, "ca.crt"));
        var served = "";
        await using var tls = new SslStream(tcp.GetStream(), false, (_, certificate, _, _) =>
        {
            served = certificate!.GetCertHashString();
            return certificate.Issuer == ca.Subject;
        });
        await tls.AuthenticateAsClientAsync("localhost");
        return served;
    }
}
