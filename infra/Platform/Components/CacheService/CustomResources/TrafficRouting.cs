using Pulumi;

namespace WedSync.Platform.Components.CacheService.CustomResources;

/// <summary>Who divides the traffic between two versions; exactly one router is set.</summary>
public sealed class TrafficRoutingArgs : ResourceArgs
{
    [Input("managedRoutes")]
    private InputList<ManagedRouteArgs>? _managedRoutes;

    /// <summary>Routers that are plugins, by their name.</summary>
    [Input("plugins")]
    public Input<RouterPluginsArgs>? Plugins { get; set; }

    /// <summary>ingress-nginx.</summary>
    [Input("nginx")]
    public Input<NginxRouterArgs>? Nginx { get; set; }

    /// <summary>Routes that steps may create, in order of precedence.</summary>
    public InputList<ManagedRouteArgs> ManagedRoutes
    {
        get => _managedRoutes ??= new InputList<ManagedRouteArgs>();
        set => _managedRoutes = value;
    }
}

/// <summary>A route that steps may create.</summary>
public sealed class ManagedRouteArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}

/// <summary>Routers that are plugins.</summary>
public sealed class RouterPluginsArgs : ResourceArgs
{
    /// <summary>The Gateway API router; the controller must have loaded it under this name.</summary>
    [Input(Delivery.DeliveryNames.GatewayPlugin)]
    public Input<GatewayRouterArgs>? GatewayApi { get; set; }
}

/// <summary>Divides the traffic by weights of a HTTPRoute's backends.</summary>
public sealed class GatewayRouterArgs : ResourceArgs
{
    /// <summary>The route.</summary>
    [Input("httpRoute", required: true)]
    public Input<string> HttpRoute { get; set; } = null!;

    /// <summary>The route's namespace.</summary>
    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;
}

/// <summary>Divides the traffic by a second Ingress with canary annotations.</summary>
public sealed class NginxRouterArgs : ResourceArgs
{
    [Input("additionalIngressAnnotations")]
    private InputMap<string>? _additionalIngressAnnotations;

    /// <summary>The Ingress of the stable service; its class must be nginx.</summary>
    [Input("stableIngress", required: true)]
    public Input<string> StableIngress { get; set; } = null!;

    /// <summary>Prefix of the canary annotations.</summary>
    [Input("annotationPrefix")]
    public Input<string>? AnnotationPrefix { get; set; }

    /// <summary>More canary annotations, without the prefix.</summary>
    public InputMap<string> AdditionalIngressAnnotations
    {
        get => _additionalIngressAnnotations ??= new InputMap<string>();
        set => _additionalIngressAnnotations = value;
    }
}

/// <summary>What is measured while a canary runs.</summary>
public sealed class BackgroundAnalysisArgs : ResourceArgs
{
    [Input("templates")]
    private InputList<AnalysisTemplateRefArgs>? _templates;

    [Input("args")]
    private InputList<AnalysisRunArgumentArgs>? _args;

    /// <summary>The analyses; the first failure takes the canary back.</summary>
    public InputList<AnalysisTemplateRefArgs> Templates
    {
        get => _templates ??= new InputList<AnalysisTemplateRefArgs>();
        set => _templates = value;
    }

    /// <summary>Values of the analyses' arguments.</summary>
    public InputList<AnalysisRunArgumentArgs> Args
    {
        get => _args ??= new InputList<AnalysisRunArgumentArgs>();
        set => _args = value;
    }

    /// <summary>First step, counted from 0, at which it begins.</summary>
    [Input("startingStep")]
    public Input<int>? StartingStep { get; set; }
}

/// <summary>A reference to an AnalysisTemplate.</summary>
public sealed class AnalysisTemplateRefArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("templateName", required: true)]
    public Input<string> TemplateName { get; set; } = null!;
}

/// <summary>A value of an argument.</summary>
public sealed class AnalysisRunArgumentArgs : ResourceArgs
{
    /// <summary>The argument.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>A fixed value.</summary>
    [Input("value")]
    public Input<string>? Value { get; set; }

    /// <summary>A value that the rollout knows.</summary>
    [Input("valueFrom")]
    public Input<AnalysisRunValueFromArgs>? ValueFrom { get; set; }
}

/// <summary>A value that the rollout knows.</summary>
public sealed class AnalysisRunValueFromArgs : ResourceArgs
{
    /// <summary>Hash of a version's pods: <c>Latest</c> is the canary, <c>Stable</c> the version before.</summary>
    [Input("podTemplateHashValue")]
    public Input<string>? PodTemplateHashValue { get; set; }
}
