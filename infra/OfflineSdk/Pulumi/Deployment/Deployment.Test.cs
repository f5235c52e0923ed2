using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

/// <content>Runs with mocks. An error fails them with a <see cref="RunException"/>, several with an aggregate of those.</content>
public sealed partial class Deployment
{
    private const int ExitCodeOfReportedErrors = 32;

    /// <summary>Runs the stack with mocks; returns all resources in the order of their registration, the stack among them.</summary>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new()
        => TestStackAsync(mocks, options, () => new TStack());

    /// <summary>As <see cref="TestAsync{TStack}"/>, with the stack from a container of services.</summary>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return TestStackAsync(mocks, options, () => serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new InvalidOperationException(
                $"Failed to resolve instance of type {typeof(TStack)} from service provider. "
                + "Register the type with the service provider before running it."));
    }

    /// <summary>Runs the function with mocks; returns all resources but the stack, and what the function returned.</summary>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources) =>
        TestAsync(testMocks, testOptions, () => createResources().GetAwaiter().GetResult());

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object?}}})"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
    {
        var deployment = await EndedAsync(testMocks, testOptions, () => new TestStack(createResources)).ConfigureAwait(false);
        return (deployment.ResourcesWithoutStack, ((TestStack)deployment.Stack).Results);
    }

    /// <summary>Runs the function with mocks; returns all resources but the stack.</summary>
    public static Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        TestAsync(testMocks, testOptions, (Action)(() => createResources().GetAwaiter().GetResult()));

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        var deployment = await EndedAsync(testMocks, testOptions, () => new TestStack(() =>
        {
            createResources();
            return new Dictionary<string, object?>();
        })).ConfigureAwait(false);
        return deployment.ResourcesWithoutStack;
    }

    private static async Task<ImmutableArray<Resource>> TestStackAsync(
        IMocks mocks, TestOptions? options, Func<Stack> createStack) =>
        (await EndedAsync(mocks, options, createStack).ConfigureAwait(false))._monitor.Resources;

    // Asynchronous, so that the running deployment is that of the test and not of its caller.
    private static async Task<Deployment> EndedAsync(IMocks mocks, TestOptions? options, Func<Stack> createStack)
    {
        var deployment = new Deployment(mocks, options);
        Instance = new DeploymentInstance(deployment);
        await deployment.RunAsync(createStack).ConfigureAwait(false);

        var errors = deployment.Errors.ConvertAll(message => new RunException(message));
        return errors.Count switch
        {
            0 => deployment,
            1 => throw errors[0],
            _ => throw new AggregateException(errors),
        };
    }

    private ImmutableArray<Resource> ResourcesWithoutStack => _monitor.Resources.Remove(Stack);

    private List<string> Errors
    {
        get
        {
            lock (_errors)
                return [.. _errors];
        }
    }

    private async Task RunAsync(Func<Stack> createStack)
    {
        try
        {
            Track(createStack().RegisterPropertyOutputs());
        }
        catch (Exception e)
        {
            Report([e]);
            return;
        }

        Report(await _tasks.WaitAsync().ConfigureAwait(false));
    }

    private void Report(IReadOnlyList<Exception> failures)
    {
        foreach (var failure in failures)
        {
            ReportError(failure switch
            {
                RunException => failure.Message,
                ResourceException { HideStack: true } => failure.Message,
                ResourceException => failure.ToString(),
                _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{failure}",
            });
        }

        if (failures.Count > 0)
            Environment.ExitCode = ExitCodeOfReportedErrors;
    }
}
