using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Names of machine learning in a region.</summary>
public static class MlNames
{
    /// <summary>Value of the pod label <c>component</c> by which the first scrape configuration finds models.</summary>
    public const string ModelServer = "ml-model-server";

    /// <summary>Training jobs: service account and value of their pods' <c>app</c> label.</summary>
    public const string Training = "ml-training";

    /// <summary>Queue that a training job names in its label <c>kueue.x-k8s.io/queue-name</c>.</summary>
    public const string TrainingQueue = "ml-training";

    /// <summary>The GPUs that all training of the region shares.</summary>
    public const string TrainingQuota = "ml-training";

    /// <summary>The GPU nodes, as Kueue knows them.</summary>
    public const string GpuFlavor = "gpu";

    /// <summary>Priority in the queue of a training that replaces a model in use; it goes before <see cref="RoutineTraining"/>.</summary>
    public const string UrgentTraining = "ml-training-urgent";

    /// <summary>Priority in the queue of the trainings that run every day.</summary>
    public const string RoutineTraining = "ml-training-routine";

    /// <summary>Helm release of Kueue, and its pods' name label.</summary>
    public const string KueueRelease = "kueue";

    /// <summary>Part of the platform, in labels.</summary>
    public const string Part = "ml";

    /// <summary>Reference of an image that the machine learning team puts into our registry with each version of the platform.</summary>
    public static string Image(RegionContext context, string workload) => OwnImages.Reference(context, workload);
}
