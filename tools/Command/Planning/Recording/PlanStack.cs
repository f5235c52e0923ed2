using Pulumi;

namespace WedSync.Planning.Recording;

/// <summary>The stack in which a plan runs its program.</summary>
internal sealed class PlanStack : Stack
{
    public PlanStack(PlanSession session)
        : base(new StackOptions { ResourceTransformations = { session.Recorder.Transform } })
    {
        try
        {
            session.Outputs = session.Program();
        }
        catch (Exception e)
        {
            session.Failure = e;
            throw;
        }
    }
}

/// <summary>One run of a program: what goes in and what comes out.</summary>
internal sealed class PlanSession(Func<IDictionary<string, object?>> program) : IServiceProvider
{
    public ResourceRecorder Recorder { get; } = new();

    public Func<IDictionary<string, object?>> Program { get; } = program;

    public IDictionary<string, object?> Outputs { get; set; } = new Dictionary<string, object?>();

    /// <summary>What the program itself threw, whole; the engine would only pass its text on.</summary>
    public Exception? Failure { get; set; }

    public object? GetService(Type serviceType) => serviceType == typeof(PlanStack) ? new PlanStack(this) : null;
}
