using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Machine learning of a region: predictions on GPUs, the preprocessor that warms the cache with them, and the queue of trainings.</summary>
public sealed class MlServing : ComponentResource
{
    private readonly RegionContext _context;
    private readonly Resource[] _after;

    /// <summary>Creates the component.</summary>
    public MlServing(string name, MlServingArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:ml:MlServing", name, options)
    {
        _context = args.Context;
        _after = [.. args.After];
        _ = Account(Names.MlPrediction);
        ServiceName = Output.Create(Names.MlPrediction);
        RegisterOutputs(new Dictionary<string, object?> { ["serviceName"] = ServiceName });
    }

    /// <summary>Name of the service that answers predictions.</summary>
    [Output("serviceName")]
    public Output<string> ServiceName { get; private set; }

    private ServiceAccount Account(string workload) => new(
        _context.Logical(workload),
        new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = workload, Namespace = Namespaces.Cache, Labels = Labels.For(workload, "ml-model-server") },
            AutomountServiceAccountToken = false,
        },
        _context.In(this, _after));
}
