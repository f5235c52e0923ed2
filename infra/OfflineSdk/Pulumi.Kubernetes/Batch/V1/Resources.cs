using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Outputs.Meta.V1;

namespace Pulumi.Kubernetes.Batch.V1;

[KubernetesResourceType("kubernetes:batch/v1:CronJob")]
public class CronJob(string name, CronJobArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:batch/v1:CronJob",
        name,
        (args ?? new()).Of("batch/v1", "CronJob"),
        options.With(aliases: ["kubernetes:batch/v1beta1:CronJob", "kubernetes:batch/v2alpha1:CronJob"]));

[KubernetesResourceType("kubernetes:batch/v1:Job")]
public class Job(string name, JobArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:batch/v1:Job", name, (args ?? new()).Of("batch/v1", "Job"), options)
{
    [Output("metadata")] public Output<ObjectMeta> Metadata { get; private set; } = null!;
}
