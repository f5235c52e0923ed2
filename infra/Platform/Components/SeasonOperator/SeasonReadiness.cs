using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>
/// The Job that ends when the live state equals the profile, so that <c>pulumi up</c> ends when the switch has. Its name holds no
/// season; the profile's checksum in its template makes another profile another template. A template cannot change, so the Job is
/// replaced, the old one deleted first: the only replacement that a switch of seasons holds, and it touches nothing that serves.
/// </summary>
internal static class SeasonReadiness
{
    /// <summary>Annotation that holds the checksum.</summary>
    public const string ProfileChecksum = "wedsync.com/profile-checksum";

    /// <summary>Minutes that a switch may take, from 12 nodes to 6 with all their data.</summary>
    public const int TimeoutMinutes = 90;

    public static Job Create(RegionContext context, Resource parent, Resource[] after)
    {
        var options = context.In(parent, after);
        options.DeleteBeforeReplace = true;
        options.ReplaceOnChanges = ["spec.template"];
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(TimeoutMinutes + 10) };
        return new Job(context.Logical("season-readiness"), new JobArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Names.SeasonReadiness,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(Names.SeasonReadiness, "season"),
            },
            Spec = new JobSpecArgs
            {
                BackoffLimit = 3,
                ActiveDeadlineSeconds = (TimeoutMinutes + 5) * 60,
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs
                    {
                        Labels = Labels.For(Names.SeasonReadiness, "season"),
                        Annotations = { [ProfileChecksum] = Checksum.Of(Profile(context)) },
                    },
                    Spec = SeasonOperatorPod.Readiness(context, TimeoutMinutes),
                },
            },
        }, options);
    }

    private static Dictionary<string, string> Profile(RegionContext context) => new()
    {
        [SeasonalConfigKeys.CurrentMode] = context.Settings.Stack.Season.Name(),
        [SeasonalConfigKeys.ActiveProfile] = SeasonProfileJson.Write(context.Settings.ActiveProfile),
    };
}
