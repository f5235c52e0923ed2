using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace WedSync.Cli.Handover;

/// <summary>The Pulumi CLI.</summary>
internal sealed class PulumiProcess(CliHost host)
{
    /// <summary>Runs it and keeps what it prints.</summary>
    /// <exception cref="CliException">It is not installed.</exception>
    public async Task<BufferedCommandResult> ReadAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
        => await StartAsync(() => Command(folder, arguments).ExecuteBufferedAsync(cancellation).Task);

    /// <summary>Runs it and passes on what it prints.</summary>
    /// <exception cref="CliException">It is not installed.</exception>
    public async Task<int> ShowAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var command = Command(folder, arguments)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(host.Out.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(host.Error.WriteLine));
        return (await StartAsync(() => command.ExecuteAsync(cancellation).Task)).ExitCode;
    }

    private Command Command(string folder, IReadOnlyList<string> arguments)
        => CliWrap.Cli.Wrap(host.PulumiExecutable).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None);

    private async Task<T> StartAsync<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (Win32Exception)
        {
            throw new CliException($"executable '{host.PulumiExecutable}': not found; handover needs the Pulumi CLI. Install it from https://www.pulumi.com/docs/install/ and log in.");
        }
    }
}
