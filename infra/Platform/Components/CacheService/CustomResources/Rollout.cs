using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.CacheService.CustomResources;

/// <summary>Argo Rollouts' Deployment: it brings a new version in step by step and takes it back by itself.</summary>
public sealed class Rollout(string name, RolloutArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="Rollout"/>.</summary>
public sealed class RolloutArgs() : CustomResourceArgs(RolloutArgs.GroupVersion, RolloutArgs.KindName)
{
    /// <summary>API version, as references need it.</summary>
    public const string GroupVersion = "argoproj.io/v1alpha1";

    /// <summary>Kind, as references need it.</summary>
    public const string KindName = "Rollout";

    /// <summary>The pods and how they are exchanged.</summary>
    [Input("spec", required: true)]
    public Input<RolloutSpecArgs> Spec { get; set; } = null!;
}

/// <summary>The pods and how they are exchanged. There is no <c>replicas</c>: the autoscaler owns it.</summary>
public sealed class RolloutSpecArgs : ResourceArgs
{
    /// <summary>Selects the pods.</summary>
    [Input("selector", required: true)]
    public Input<LabelSelectorArgs> Selector { get; set; } = null!;

    /// <summary>The pods.</summary>
    [Input("template", required: true)]
    public Input<PodTemplateSpecArgs> Template { get; set; } = null!;

    /// <summary>How they are exchanged.</summary>
    [Input("strategy", required: true)]
    public Input<RolloutStrategyArgs> Strategy { get; set; } = null!;

    /// <summary>Seconds that a pod must be ready to count as available.</summary>
    [Input("minReadySeconds")]
    public Input<int>? MinReadySeconds { get; set; }

    /// <summary>Old versions that are kept for a rollback.</summary>
    [Input("revisionHistoryLimit")]
    public Input<int>? RevisionHistoryLimit { get; set; }

    /// <summary>Seconds without progress after which the rollout counts as failed; pauses do not count.</summary>
    [Input("progressDeadlineSeconds")]
    public Input<int>? ProgressDeadlineSeconds { get; set; }

    /// <summary>Whether a failed rollout is taken back.</summary>
    [Input("progressDeadlineAbort")]
    public Input<bool>? ProgressDeadlineAbort { get; set; }

    /// <summary>Seconds within which a return to an old version skips the steps' pauses and analyses.</summary>
    [Input("rollbackWindow")]
    public Input<RollbackWindowArgs>? RollbackWindow { get; set; }
}

/// <summary>How far back a version may be to be returned to at once.</summary>
public sealed class RollbackWindowArgs : ResourceArgs
{
    /// <summary>Versions.</summary>
    [Input("revisions")]
    public Input<int>? Revisions { get; set; }
}

/// <summary>How pods are exchanged.</summary>
public sealed class RolloutStrategyArgs : ResourceArgs
{
    /// <summary>Step by step.</summary>
    [Input("canary", required: true)]
    public Input<CanaryStrategyArgs> Canary { get; set; } = null!;
}

/// <summary>A new version that takes over step by step.</summary>
public sealed class CanaryStrategyArgs : ResourceArgs
{
    [Input("steps")]
    private InputList<CanaryStepArgs>? _steps;

    /// <summary>Service that selects the new version's pods.</summary>
    [Input("canaryService")]
    public Input<string>? CanaryService { get; set; }

    /// <summary>Service that selects the old version's pods.</summary>
    [Input("stableService")]
    public Input<string>? StableService { get; set; }

    /// <summary>Labels and annotations of the new version's pods while they are the canary.</summary>
    [Input("canaryMetadata")]
    public Input<PodTemplateMetadataArgs>? CanaryMetadata { get; set; }

    /// <summary>Labels and annotations of the stable pods.</summary>
    [Input("stableMetadata")]
    public Input<PodTemplateMetadataArgs>? StableMetadata { get; set; }

    /// <summary>Who divides the traffic.</summary>
    [Input("trafficRouting")]
    public Input<TrafficRoutingArgs>? TrafficRouting { get; set; }

    /// <summary>What happens in which order.</summary>
    public InputList<CanaryStepArgs> Steps
    {
        get => _steps ??= new InputList<CanaryStepArgs>();
        set => _steps = value;
    }

    /// <summary>What is measured meanwhile.</summary>
    [Input("analysis")]
    public Input<BackgroundAnalysisArgs>? Analysis { get; set; }

    /// <summary>Pods above the wanted number, a number or a percentage.</summary>
    [Input("maxSurge")]
    public InputUnion<int, string>? MaxSurge { get; set; }

    /// <summary>Pods below the wanted number, a number or a percentage.</summary>
    [Input("maxUnavailable")]
    public InputUnion<int, string>? MaxUnavailable { get; set; }

    /// <summary>Keeps pods of the two versions apart.</summary>
    [Input("antiAffinity")]
    public Input<RolloutAntiAffinityArgs>? AntiAffinity { get; set; }

    /// <summary>Seconds that the canary's pods stay after an abort.</summary>
    [Input("abortScaleDownDelaySeconds")]
    public Input<int>? AbortScaleDownDelaySeconds { get; set; }

    /// <summary>Seconds that the old version's pods stay after the traffic has left them.</summary>
    [Input("scaleDownDelaySeconds")]
    public Input<int>? ScaleDownDelaySeconds { get; set; }
}

/// <summary>Labels and annotations of pods in a role.</summary>
public sealed class PodTemplateMetadataArgs : ResourceArgs
{
    [Input("labels")]
    private InputMap<string>? _labels;

    /// <summary>Labels.</summary>
    public InputMap<string> Labels
    {
        get => _labels ??= new InputMap<string>();
        set => _labels = value;
    }
}

/// <summary>A step: exactly one field is set.</summary>
public sealed class CanaryStepArgs : ResourceArgs
{
    /// <summary>Share of the traffic for the new version, in percent.</summary>
    [Input("setWeight")]
    public Input<int>? SetWeight { get; set; }

    /// <summary>Waits.</summary>
    [Input("pause")]
    public Input<RolloutPauseArgs>? Pause { get; set; }

    /// <summary>Sends requests with a header to the new version.</summary>
    [Input("setHeaderRoute")]
    public Input<HeaderRouteArgs>? SetHeaderRoute { get; set; }
}

/// <summary>A pause.</summary>
public sealed class RolloutPauseArgs : ResourceArgs
{
    /// <summary>How long, as a Go duration such as <c>2m</c>; until someone promotes when unset.</summary>
    [Input("duration")]
    public Input<string>? Duration { get; set; }
}

/// <summary>A route by header.</summary>
public sealed class HeaderRouteArgs : ResourceArgs
{
    [Input("match")]
    private InputList<HeaderMatchArgs>? _match;

    /// <summary>Name among the managed routes.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Headers, all of which must match.</summary>
    public InputList<HeaderMatchArgs> Match
    {
        get => _match ??= new InputList<HeaderMatchArgs>();
        set => _match = value;
    }
}

/// <summary>A header that must match.</summary>
public sealed class HeaderMatchArgs : ResourceArgs
{
    /// <summary>The header.</summary>
    [Input("headerName", required: true)]
    public Input<string> HeaderName { get; set; } = null!;

    /// <summary>Its value.</summary>
    [Input("headerValue", required: true)]
    public Input<StringMatchArgs> HeaderValue { get; set; } = null!;
}

/// <summary>A text that must match.</summary>
public sealed class StringMatchArgs : ResourceArgs
{
    /// <summary>The whole text.</summary>
    [Input("exact")]
    public Input<string>? Exact { get; set; }
}

/// <summary>Keeps pods of two versions apart.</summary>
public sealed class RolloutAntiAffinityArgs : ResourceArgs
{
    /// <summary>Softly.</summary>
    [Input("preferredDuringSchedulingIgnoredDuringExecution")]
    public Input<PreferredAntiAffinityArgs>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>How much a soft rule counts.</summary>
public sealed class PreferredAntiAffinityArgs : ResourceArgs
{
    /// <summary>From 1 to 100.</summary>
    [Input("weight", required: true)]
    public Input<int> Weight { get; set; } = null!;
}
