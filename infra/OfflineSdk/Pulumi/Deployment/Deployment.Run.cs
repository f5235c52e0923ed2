namespace Pulumi;

/// <content>Real deployments, which need the official packages.</content>
public sealed partial class Deployment
{
    /// <summary>Runs a program under the Pulumi CLI; returns the exit code of the process.</summary>
    /// <exception cref="InvalidOperationException">Always: there is no engine.</exception>
    public static Task<int> RunAsync(Action action) => NoEngine();

    /// <summary>Runs a program whose result is the stack's outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => NoEngine();

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) => NoEngine();

    /// <inheritdoc cref="RunAsync(Func{IDictionary{string, object?}})"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => NoEngine();

    /// <summary>Runs a program that is the constructor of a stack.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new()
        => NoEngine();

    /// <summary>Runs a program that is the constructor of a stack with services.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
        => NoEngine();

    private static Task<int> NoEngine() => Task.FromException<int>(new InvalidOperationException(
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_MONITOR"))
            ? "Program run without the Pulumi engine available; re-run using the `pulumi` CLI"
            : "Program built with PULUMI_SDK=offline, which can preview and test but not deploy; "
                + "set PULUMI_SDK=nuget to build it with the official packages, then re-run"));
}
