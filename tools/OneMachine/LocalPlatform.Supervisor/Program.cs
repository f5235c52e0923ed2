using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Supervisor;

if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("supervisor: expected one argument, the state folder. ./wedsync up starts it.");
    return 1;
}

return await SupervisorHost.RunAsync(new StateFolder(folder), Console.OpenStandardInput());
