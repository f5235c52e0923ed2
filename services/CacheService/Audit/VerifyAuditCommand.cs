using System.Text.Json;
using WedSync.Contracts;
using WedSync.Core.Redis;
using WedSync.Hosting;

namespace WedSync.CacheService.Audit;

/// <summary><c>verify-audit FOLDER [--heads FILE]</c> and <c>verify-audit --export-heads FILE</c>.</summary>
internal sealed class VerifyAuditCommand(Func<string, string?> variable, TextWriter output, TextWriter errors)
{
    private const string Usage =
        "verify-audit FOLDER: checks its chains, with the heads from the Redis of the environment if it names one.\n"
        + "verify-audit FOLDER --heads FILE: with the heads of a file.\n"
        + "verify-audit --export-heads FILE: writes the heads of all regions to a file.";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["--export-heads", var file]:
                    if (await FromRedisAsync() is not { } found) throw Unclear("--export-heads reads them from Redis.");
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new AuditHeadFile(found), AuditHeadJson.Default.AuditHeadFile));
                    await output.WriteLineAsync($"{found.Count} heads are in {file}.");
                    return ExitCodes.Ok;
                case [var folder, "--heads", var file]:
                    return Verify(folder, FromFile(file));
                case [var folder] when !folder.StartsWith('-'):
                    return Verify(folder, await FromRedisAsync());
                default:
                    await errors.WriteLineAsync(Usage);
                    return ExitCodes.Usage;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException || RedisFaults.IsOutage(exception))
        {
            await errors.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
        catch (SettingsException exception)
        {
            foreach (var error in exception.Errors) await errors.WriteLineAsync(error);
            return ExitCodes.Configuration;
        }
    }

    private int Verify(string folder, IReadOnlyList<AuditHead>? heads)
    {
        var region = variable(EnvironmentNames.Region) ?? "";
        if (region.Length > 0) heads = heads?.Where(head => head.Region == region).ToList();
        // The same name in two regions is of two pods.
        return heads?.GroupBy(head => head.Pod).FirstOrDefault(pod => pod.Count() > 1) is { } twice
            ? throw Unclear($"{twice.Key} is a pod of {string.Join(" and ", twice.Select(head => head.Region))}.")
            : AuditVerifier.Run(folder, heads, output);
    }

    private static SettingsException Unclear(string reason) =>
        new([$"{reason} Set {EnvironmentNames.Region} to the region of the folder, and {EnvironmentNames.RedisClusterEndpoints} and its companions as the service has them."]);

    // Null when the environment names no Redis.
    private async Task<IReadOnlyList<AuditHead>?> FromRedisAsync()
    {
        if (string.IsNullOrEmpty(variable(EnvironmentNames.RedisClusterEndpoints))) return null;
        var reader = new EnvironmentReader(variable);
        var (settings, region) = (RedisVariables.Read(reader, "verify-audit"), reader.Region());
        if (reader.Errors.Count > 0) throw new SettingsException(reader.Errors);
        await using var redis = await RedisCluster.ConnectAsync(settings);
        return await new AuditHeadStore(new EntryStore(redis, region)).ReadAllAsync(CancellationToken.None);
    }

    private static IReadOnlyList<AuditHead> FromFile(string file) =>
        JsonSerializer.Deserialize(File.ReadAllText(file), AuditHeadJson.Default.AuditHeadFile)?.Heads ?? throw new JsonException($"{file} holds no heads.");

    private sealed class SettingsException(IReadOnlyList<string> errors) : Exception
    {
        public IReadOnlyList<string> Errors => errors;
    }
}
