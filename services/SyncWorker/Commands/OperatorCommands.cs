using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Erasure;
using WedSync.SyncWorker.Membership;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Quarantine;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Commands;

/// <summary>
/// What an operator runs in a worker's pod, with the worker's own environment:
/// <c>kubectl exec deploy/cache-sync-service -- dotnet WedSync.SyncWorker.dll quarantine list</c>.
/// </summary>
internal static class OperatorCommands
{
    private const string Usage = """
        usage: cache-sync                                   run the worker
               cache-sync quarantine list                   records that are held back here
               cache-sync quarantine release PEER ID        give the record a stamp of now, in the region that wrote it
               cache-sync quarantine drop PEER ID           delete the record, in the region that wrote it
               cache-sync members list                      the other regions, as configured and as changed since
               cache-sync members add REGION ADDRESS        a region joins
               cache-sync members remove REGION             a region leaves
               cache-sync receipt verify FILE --ca FILE     check an erasure's receipt
        """;

    // Somebody waits for it and would only try again.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args, Func<string, string?> variable, TextWriter output, TextWriter errors)
    {
        switch (args)
        {
            case ["receipt", "verify", var file, "--ca", var authority]:
                return await VerifyAsync(file, authority, output, errors);
            case ["quarantine", "list"]:
                return await WithRedisAsync(variable, errors, (redis, _) => ListHeldAsync(redis, output));
            case ["quarantine", "release" or "drop", var peer, var id]:
                return await WithRedisAsync(variable, errors, (redis, settings) => RestampAsync(redis, settings, peer, id, args[1] == "drop", output, errors));
            case ["members", "list"]:
                return await WithRedisAsync(variable, errors, (redis, settings) => ListMembersAsync(redis, settings, output));
            case ["members", "add", var region, var address]:
                return await WithRedisAsync(variable, errors, (redis, settings) => AddMemberAsync(redis, settings, region, address, output, errors));
            case ["members", "remove", var region]:
                return await WithRedisAsync(variable, errors, (redis, settings) => RemoveMemberAsync(redis, settings, region, output, errors));
            default:
                await errors.WriteLineAsync(Usage);
                return ExitCodes.Usage;
        }
    }

    private static async Task<int> WithRedisAsync(
        Func<string, string?> variable, TextWriter errors, Func<RedisCluster, WorkerSettings, Task<int>> run)
    {
        var settings = WorkerSettingsReader.Read(variable, out var problems);
        if (settings is null)
        {
            foreach (var problem in problems) await errors.WriteLineAsync(problem);
            return ExitCodes.Configuration;
        }

        try
        {
            await using var redis = await RedisCluster.ConnectAsync(settings.Redis with { ConnectTimeout = ConnectLimit });
            return await run(redis, settings);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            await errors.WriteLineAsync($"Redis does not answer ({settings.Redis}): {exception.Message} Nothing is half done; run the command again when it does.");
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> ListHeldAsync(RedisCluster redis, TextWriter output)
    {
        var records = await HeldRecords.ReadAsync(redis);
        foreach (var record in records.OrderBy(record => record.Peer).ThenBy(record => record.Stamp))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{record.Peer}  {record.Id}  {record.Stamp}  {record.Until:O}"));
        await output.WriteLineAsync($"{records.Count} held back");
        return ExitCodes.Ok;
    }

    private static async Task<int> RestampAsync(
        RedisCluster redis, WorkerSettings settings, string peer, string id, bool drop, TextWriter output, TextWriter errors)
    {
        var record = (await HeldRecords.ReadAsync(redis)).FirstOrDefault(record => record.Peer == peer && record.Id == id);
        if (record is null || !Stamp.TryParse(record.Stamp, out var stamp))
        {
            await errors.WriteLineAsync($"{id} of {peer} is not held back here. 'quarantine list' shows what is.");
            return ExitCodes.Failed;
        }

        using var tls = settings.TlsDirectory.Length > 0 ? new TlsMaterial(settings.TlsDirectory, TimeProvider.System) : null;
        using var directory = new PeerDirectory(settings.Self, tls, new PeerOptions(settings.Sync.CallTimeout, new SyncMetrics(), TimeProvider.System));
        directory.Set(MemberOverrides.Apply(settings.Peers, await MembershipChanges.ReadAsync(redis)));
        var request = new Transport.Wire.RestampRequest { Id = id, Stamp = (ulong)stamp.Value, Drop = drop };
        try
        {
            var reply = await directory.Peer(peer).RestampAsync(request, CancellationToken.None);
            if (reply.Outcome != "done")
            {
                await errors.WriteLineAsync($"{peer} holds another version of {id} by now. Look at the list again.");
                return ExitCodes.Failed;
            }

            await output.WriteLineAsync($"{id} is {(drop ? "deleted" : "released")} in {peer} with stamp {reply.Stamp}.");
            return ExitCodes.Ok;
        }
        catch (Grpc.Core.RpcException exception)
        {
            await errors.WriteLineAsync($"{peer} cannot be reached: {exception.Status.Detail}. Only the region that wrote a record can change its stamp.");
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> ListMembersAsync(RedisCluster redis, WorkerSettings settings, TextWriter output)
    {
        foreach (var (region, address) in MemberOverrides.Apply(settings.Peers, await MembershipChanges.ReadAsync(redis)))
            await output.WriteLineAsync($"{region}={address}");
        return ExitCodes.Ok;
    }

    private static async Task<int> AddMemberAsync(
        RedisCluster redis, WorkerSettings settings, string region, string address, TextWriter output, TextWriter errors)
    {
        var plaintext = settings.TlsDirectory.Length == 0;
        if (region == settings.Self.Region || !PeerAddress.TryParse($"{region}={address}", plaintext, out _, out var uri))
        {
            await errors.WriteLineAsync($"{region}={address} is no peer; allowed: another region's name and {(plaintext ? "http://loopback address" : "https://host")}:port.");
            return ExitCodes.Usage;
        }

        await MembershipChanges.SetAsync(redis, region, uri.ToString());
        await output.WriteLineAsync($"{region} joins. Do the same in the other regions, and add it to the stacks' catalogue.");
        return ExitCodes.Ok;
    }

    private static async Task<int> RemoveMemberAsync(RedisCluster redis, WorkerSettings settings, string region, TextWriter output, TextWriter errors)
    {
        var known = MemberOverrides.Apply(settings.Peers, await MembershipChanges.ReadAsync(redis));
        if (!known.ContainsKey(region))
        {
            await errors.WriteLineAsync($"{region} is not one of the other regions; those are {string.Join(", ", known.Keys)}.");
            return ExitCodes.Failed;
        }

        await MembershipChanges.SetAsync(redis, region, "");
        await output.WriteLineAsync($"{region} leaves. Do the same in the other regions, and take it out of the stacks' catalogue.");
        return ExitCodes.Ok;
    }

    private static async Task<int> VerifyAsync(string file, string authorityFile, TextWriter output, TextWriter errors)
    {
        foreach (var missing in new[] { file, authorityFile }.Where(path => !File.Exists(path)))
        {
            await errors.WriteLineAsync($"{missing}: no such file.");
            return ExitCodes.Usage;
        }

        using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        if (Receipt.Verify(await File.ReadAllTextAsync(file), authority, out var reason) is not { } content)
        {
            await errors.WriteLineAsync($"{file}: {reason}");
            return ExitCodes.Failed;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"valid: {content.Erased} entries of subject {content.SubjectId} of {content.Tenant}, requested in {content.RequestedIn} at {content.RequestedAt:O}"));
        foreach (var region in content.Regions)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {region.Region}: {region.Erased} entries at {region.At:O}"));
        return ExitCodes.Ok;
    }
}
