namespace WedSync.LocalPlatform.Control;

/// <summary>The local platform cannot do what was asked; each reason says what, the value, what is allowed and how to mend it.</summary>
public sealed class LocalPlatformException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public LocalPlatformException(string error)
        : this([error])
    {
    }

    /// <summary>All reasons.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
