using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Arguments of a <see cref="WorkloadIdentity"/>. Rights of the cloud that the region is not on are ignored.</summary>
public sealed class WorkloadIdentityArgs
{
    /// <summary>The region.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>The cluster whose service account it is.</summary>
    public required RegionCluster Cluster { get; init; }

    /// <summary>Namespace of the service account.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the service account.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>Roles in the Google Cloud project.</summary>
    public IReadOnlyList<string> GcpRoles { get; init; } = [];

    /// <summary>Condition on all of <see cref="GcpRoles"/>; null = they hold for the whole project.</summary>
    public GcpCondition? GcpCondition { get; init; }

    /// <summary>Roles on single buckets of Google Cloud.</summary>
    public IReadOnlyList<GcpBucketRole> GcpBucketRoles { get; init; } = [];

    /// <summary>Policy document (JSON) of the AWS role; null = the role has no rights but its identity.</summary>
    public Input<string>? AwsPolicy { get; init; }
}

/// <summary>A role on one bucket.</summary>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Role">The role, such as <c>roles/storage.objectAdmin</c>.</param>
public sealed record GcpBucketRole(Input<string> Bucket, string Role);

/// <summary>A condition on roles.</summary>
/// <param name="Title">Short name, shown in the console.</param>
/// <param name="Expression">Expression in the Common Expression Language.</param>
public sealed record GcpCondition(string Title, string Expression);
