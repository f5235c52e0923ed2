using WedSync.CacheService;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Configuration;
using WedSync.Hosting;

if (args is ["verify-audit", .. var arguments])
    return await new VerifyAuditCommand(Environment.GetEnvironmentVariable, Console.Out, Console.Error).RunAsync(arguments);

var settings = SettingsReader.Read(Environment.GetEnvironmentVariable, out var errors);
if (settings is null)
{
    foreach (var error in errors) await Console.Error.WriteLineAsync(error);
    return ExitCodes.Configuration;
}

await using var service = await CacheServiceHost.StartAsync(settings);
await service.WaitForEndAsync();
return ExitCodes.Ok;
