using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// Runs a program. Resources are made inside the function or stack that is given to one of its methods; these return once all
/// of them are registered.
/// </summary>
/// <remarks>This SDK has no engine: it runs programs with mocks, and says so where a real deployment is asked for.</remarks>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Running = new();

    private readonly TestOptions _options;
    private readonly MockMonitor _monitor;
    private readonly TaskTracker _tasks = new();
    private readonly List<string> _errors = [];
    private readonly ImmutableDictionary<string, string> _config = ReadConfig();

    private Deployment(IMocks mocks, TestOptions? options)
    {
        _options = options ?? new TestOptions();
        _monitor = new MockMonitor(mocks, StackName, ProjectName, IsDryRun);
    }

    /// <summary>The deployment that the caller is part of.</summary>
    /// <exception cref="InvalidOperationException">The caller is not part of one.</exception>
    public static DeploymentInstance Instance
    {
        get => Running.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");
        private set
        {
            if (Running.Value is not null)
                throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
            Running.Value = value;
        }
    }

    internal static Deployment Current => Instance.Deployment;

    internal string OrganizationName => _options.OrganizationName ?? "organization";

    internal string ProjectName => _options.ProjectName ?? "project";

    internal string StackName => _options.StackName ?? "stack";

    internal bool IsDryRun => _options.IsPreview ?? true;

    internal string RootDirectory => _options.RootDirectory ?? throw new InvalidOperationException(
        "The root directory is not known: set RootDirectory of the TestOptions, or run with a newer Pulumi CLI.");

    internal Stack Stack
    {
        get => field ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set;
    }

    /// <summary>Has the deployment, if there is one, wait for the task and fail if it fails.</summary>
    internal static void Track(Task task)
    {
        if (!task.IsCompletedSuccessfully)
            Running.Value?.Deployment._tasks.Add(task);
    }

    /// <summary>The value of a full key, or null.</summary>
    internal string? GetConfig(string key) => _config.GetValueOrDefault(key);

    internal void ReportError(string message)
    {
        lock (_errors)
            _errors.Add(message);
    }

    /// <summary>The CLI hands the configuration over as a JSON object in the environment.</summary>
    private static ImmutableDictionary<string, string> ReadConfig() =>
        Environment.GetEnvironmentVariable("PULUMI_CONFIG") is { } json
            ? ParseConfig(json)
            : ImmutableDictionary<string, string>.Empty;

    // Apart from the above, so that a run without configuration does not load the JSON library.
    private static ImmutableDictionary<string, string> ParseConfig(string json)
    {
        using var document = JsonDocument.Parse(json);
        var config = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var property in document.RootElement.EnumerateObject())
            config[WithoutConfigPart(property.Name)] = property.Value.ToString();
        return config.ToImmutable();
    }

    /// <summary>Keys were once written <c>project:config:key</c> and may still be.</summary>
    private static string WithoutConfigPart(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && key.AsSpan(colon + 1).StartsWith("config:", StringComparison.Ordinal)
            ? key.Remove(colon, ":config".Length)
            : key;
    }
}
