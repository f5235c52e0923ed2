namespace WedSync.Drills;

/// <summary>A drill cannot be run or did not get to its end; each reason says what, the value, what is allowed and how to mend it.</summary>
public sealed class DrillException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public DrillException(string error)
        : this([error])
    {
    }

    /// <summary>All reasons.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
