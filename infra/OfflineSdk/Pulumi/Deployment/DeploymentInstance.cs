using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The running deployment: what it is, and calls to functions of providers.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    public string StackName => Deployment.StackName;

    public string ProjectName => Deployment.ProjectName;

    public string OrganizationName => Deployment.OrganizationName;

    /// <summary>Where the project's file is.</summary>
    public string RootDirectory => Deployment.RootDirectory;

    /// <summary>True in a preview.</summary>
    public bool IsDryRun => Deployment.IsDryRun;

    internal Deployment Deployment { get; }

    /// <summary>Calls a function once its arguments are known. Secret, and dependent on resources, as they and the result are.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Deployment.InvokeWhenKnownAsync<T>(token, args, options));

    /// <summary>As <see cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>, once the resources it depends on are created.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(Deployment.InvokeWhenKnownAsync<T>(token, args, options));

    /// <summary>As <see cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>, for a function whose result has one property.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(result => result.Values.First());

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(result => result.Values.First());

    /// <summary>Calls a function now; arguments that are still unknown are left out, and secrets lose their mark.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeNowAsync<T>(token, args, options);

    /// <summary>As <see cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>, without a result.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeNowAsync<object>(token, args, options);

    /// <summary>
    /// As <see cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>, for a function whose result has one property.
    /// </summary>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null)
    {
        var result = await InvokeAsync<ImmutableDictionary<string, T>>(token, args, options).ConfigureAwait(false);
        return result.Values.First();
    }
}
