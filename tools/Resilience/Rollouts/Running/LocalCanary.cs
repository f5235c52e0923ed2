using WedSync.LocalPlatform.Control;

namespace WedSync.Rollouts.Running;

/// <summary>The traffic of a Rollout on the local platform.</summary>
public sealed class LocalCanary(LocalPlatformClient platform, string region, string rollout) : ICanary
{
    /// <inheritdoc/>
    public Task SetWeightAsync(int percent, CancellationToken cancellation) => platform.SetCanaryWeightAsync(region, rollout, percent, cancellation);

    /// <inheritdoc/>
    public Task PromoteAsync(CancellationToken cancellation) => platform.PromoteAsync(region, rollout, cancellation);

    /// <inheritdoc/>
    public Task AbortAsync(CancellationToken cancellation) => platform.AbortAsync(region, rollout, cancellation);
}
