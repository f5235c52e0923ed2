using WedSync.Cli;

return await Application.RunAsync(args, CliHost.FromProcess());
