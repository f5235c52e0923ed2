using WedSync.Hosting;
using WedSync.SyncWorker.Commands;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Hosting;

if (args.Length > 0) return await OperatorCommands.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);

var settings = WorkerSettingsReader.Read(Environment.GetEnvironmentVariable, out var errors);
if (settings is null)
{
    foreach (var error in errors) await Console.Error.WriteLineAsync(error);
    return ExitCodes.Configuration;
}

await using var worker = await WorkerHost.StartAsync(settings);
await worker.WaitForEndAsync();
return ExitCodes.Ok;
