namespace WedSync.Hosting.Loops;

/// <summary>Work that goes on for as long as the process lives. The process' one <see cref="LoopSupervisor"/> runs it.</summary>
public interface IBackgroundLoop
{
    /// <summary>Short and stable: it is a metric's label, such as <c>index-sweeping</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Runs until it is cancelled. Whatever it throws, and a return before that, is a failure, after which it is run anew: what it keeps
    /// between runs has to allow that.
    /// </summary>
    Task RunAsync(CancellationToken cancellation);
}
