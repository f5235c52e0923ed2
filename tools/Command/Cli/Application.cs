using System.CommandLine;
using WedSync.Drills;
using WedSync.LocalPlatform.Control;
using WedSync.Planning;
using WedSync.Platform.Configuration;
using WedSync.Rollouts;

namespace WedSync.Cli;

/// <summary>The command: reads its line, runs a verb, turns failures into messages and exit codes.</summary>
internal static class Application
{
    /// <summary>How long a verb may take to end after Ctrl-C: a region that a drill has killed needs minutes to come back.</summary>
    private static readonly TimeSpan MendingTime = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args, CliHost host)
    {
        try
        {
            var root = CommandLine.Build(host);
            if (args is [var verb, ..] && !verb.StartsWith('-') && root.Subcommands.All(c => c.Name != verb))
            {
                throw new CliException($"verb '{verb}': unknown; allowed: {string.Join(", ", root.Subcommands.Select(c => c.Name))}, test. Run ./wedsync --help.");
            }

            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                var help = $"Run ./wedsync {string.Join(' ', args.Take(1))} --help.";
                throw new CliException([.. parsed.Errors.Select(e => $"{e.Message.TrimEnd('.')}. {help}")]);
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                // What a verb has begun it ends first: a drill mends what it broke, up takes down what it started.
                ProcessTerminationTimeout = MendingTime,
            });
        }
        catch (CliException e)
        {
            return Fail(host, e.Errors);
        }
        catch (LocalPlatformException e)
        {
            return Fail(host, e.Errors);
        }
        catch (DrillException e)
        {
            return Fail(host, e.Errors);
        }
        catch (RolloutException e)
        {
            return Fail(host, e.Errors);
        }
        catch (ConfigurationException e)
        {
            return Fail(host, e.Errors);
        }
        catch (PlanException e)
        {
            return Fail(host, e.InnerException is ConfigurationException c ? c.Errors : e.Errors);
        }
    }

    private static int Fail(CliHost host, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            host.Error.WriteLine($"error: {error}");
        }

        return ExitCodes.Error;
    }
}
