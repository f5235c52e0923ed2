namespace WedSync.Rollouts;

/// <summary>A rollout cannot be walked; each reason says what, the value, what is allowed and how to mend it.</summary>
public sealed class RolloutException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public RolloutException(string error)
        : this([error])
    {
    }

    /// <summary>All reasons.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
