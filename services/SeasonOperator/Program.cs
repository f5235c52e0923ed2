using WedSync.SeasonOperator.Commands;

return await OperatorCommandLine.RunAsync(args);
