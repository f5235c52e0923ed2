using System.Reflection;
using WedSync.Platform.Configuration;
using WedSync.Platform.Stacks;

namespace WedSync.Cli;

/// <summary>What a command sees of the process it runs in.</summary>
internal sealed record CliHost
{
    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where errors and notes go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether results may be coloured: a terminal that did not ask for plain text.</summary>
    public required bool UseColor { get; init; }

    /// <summary>Folder that the command was started in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Source of time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The Pulumi executable.</summary>
    public string PulumiExecutable { get; init; } = "pulumi";

    /// <summary>The program that is planned.</summary>
    public Func<PlatformSettings, IDictionary<string, object?>> Program { get; init; } = PlatformProgram.Run;

    /// <summary>SDK that this build of the command was compiled with, <c>nuget</c> or <c>offline</c>.</summary>
    public static string Sdk { get; } = typeof(CliHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "PulumiSdk").Value!;

    /// <summary>Folder that holds Pulumi.yaml.</summary>
    public string Root => ProjectLoader.FindRoot(WorkingDirectory);

    public static CliHost FromProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        UseColor = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        WorkingDirectory = Environment.CurrentDirectory,
    };

    /// <summary>A path as the user wrote it, from the folder the command was started in.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);
}

/// <summary>The command cannot do what was asked; each reason says what, the value, what is allowed and how to mend it.</summary>
internal sealed class CliException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public CliException(string error)
        : this([error])
    {
    }

    public IReadOnlyList<string> Errors { get; } = errors;
}

/// <summary>Exit codes of the command.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Error = 1;
    public const int Violation = 2;
}
