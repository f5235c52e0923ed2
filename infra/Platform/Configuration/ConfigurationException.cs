namespace WedSync.Platform.Configuration;

/// <summary>The configuration is wrong. Holds every error found, not the first only.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception from all errors.</summary>
    public ConfigurationException(IReadOnlyList<string> errors)
        : base(Describe(errors)) => Errors = errors;

    /// <summary>Each error: the key, its value, what is allowed and how to mend it.</summary>
    public IReadOnlyList<string> Errors { get; }

    private static string Describe(IReadOnlyList<string> errors) =>
        $"configuration: {errors.Count} error{(errors.Count == 1 ? "" : "s")}{string.Concat(errors.Select(e => $"\n  - {e}"))}";
}
