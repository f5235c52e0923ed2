namespace WedSync.Planning;

/// <summary>The program cannot be planned; every reason is in <see cref="Errors"/>.</summary>
public sealed class PlanException : Exception
{
    /// <summary>A plan that fails for several reasons.</summary>
    public PlanException(IReadOnlyList<string> errors, Exception? inner = null)
        : base(string.Join(Environment.NewLine, errors), inner) => Errors = errors;

    /// <summary>A plan that fails for one reason.</summary>
    public PlanException(string error, Exception? inner = null)
        : this([error], inner)
    {
    }

    /// <summary>A plan that fails for no stated reason.</summary>
    public PlanException()
        : this("The program cannot be planned.")
    {
    }

    /// <summary>Reasons, each a whole sentence.</summary>
    public IReadOnlyList<string> Errors { get; }
}
