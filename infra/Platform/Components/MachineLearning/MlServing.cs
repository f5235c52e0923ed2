using Pulumi;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Machine learning of a region: the prediction service on GPUs, the preprocessor that fills the cache, the queue for training.</summary>
public sealed class MlServing : ComponentResource
{
    /// <summary>Creates all three.</summary>
    public MlServing(string name, MlServingArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:ml:MlServing", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var after = args.After.ToArray();
        var service = Prediction.Create(args.Context, this, after);
        CachePreprocessor.Create(args.Context, this, [.. after, service]);
        TrainingQueue.Create(args.Context, this, after);

        ServiceName = service.Metadata.Apply(m => m.Name);
        TrainingQueueName = Output.Create(TrainingQueue.Queue);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["serviceName"] = ServiceName,
            ["trainingQueueName"] = TrainingQueueName,
        });
    }

    /// <summary>Service of the prediction service: HTTP on 8000, gRPC on 8001.</summary>
    [Output("serviceName")]
    public Output<string> ServiceName { get; private set; }

    /// <summary>Queue that training jobs name in their label <c>kueue.x-k8s.io/queue-name</c>.</summary>
    [Output("trainingQueueName")]
    public Output<string> TrainingQueueName { get; private set; }
}
