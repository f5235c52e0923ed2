using Pulumi;
using WedSync.Contracts;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>
/// Machine learning of a region: predictions on GPUs, the preprocessor that warms the cache with them, and the queue by which trainings
/// share the GPUs that predictions leave. Bounds of the autoscaler and the number of preprocessors are elastic: created with the
/// profile's values, then moved by the season operator alone.
/// </summary>
public sealed class MlServing : ComponentResource
{
    /// <summary>Fields of the prediction service's autoscaler that belong to the season operator.</summary>
    public static readonly IReadOnlyList<string> ElasticFields =
    [
        "spec.minReplicas",
        "spec.maxReplicas",
        "spec.metrics[0].resource.target.averageUtilization",
    ];

    /// <summary>Fields of the preprocessor that belong to the season operator.</summary>
    public static readonly IReadOnlyList<string> PreprocessorElasticFields = ["spec.replicas"];

    /// <summary>Creates the component.</summary>
    public MlServing(string name, MlServingArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:ml:MlServing", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Resource[] after = [.. args.After];
        var service = new PredictionService(args.Context, this, after).Build();
        new Preprocessor(args.Context, this, after).Build(service);
        new TrainingQueue(args.Context, this, after).Build();

        PredictionEndpoint = service.Metadata.Apply(m => $"http://{m.Name}.{m.Namespace}:{MlContract.PredictionHttp}");
        TrainingQueueName = Output.Create(MlNames.TrainingQueue);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["predictionEndpoint"] = PredictionEndpoint,
            ["trainingQueueName"] = TrainingQueueName,
        });
    }

    /// <summary>Where predictions are asked for inside the cluster.</summary>
    [Output("predictionEndpoint")]
    public Output<string> PredictionEndpoint { get; private set; }

    /// <summary>Queue that training jobs of the region name.</summary>
    [Output("trainingQueueName")]
    public Output<string> TrainingQueueName { get; private set; }
}
