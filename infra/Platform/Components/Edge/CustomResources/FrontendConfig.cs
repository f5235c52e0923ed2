using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>The client side of a GCE Ingress.</summary>
public sealed class FrontendConfig(string name, FrontendConfigArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="FrontendConfig"/>.</summary>
public sealed class FrontendConfigArgs() : CustomResourceArgs("networking.gke.io/v1beta1", "FrontendConfig")
{
    /// <summary>TLS and redirects.</summary>
    [Input("spec", required: true)]
    public Input<FrontendConfigSpecArgs> Spec { get; set; } = null!;
}

/// <summary>TLS and redirects.</summary>
public sealed class FrontendConfigSpecArgs : ResourceArgs
{
    /// <summary>Name of an SSL policy.</summary>
    [Input("sslPolicy")]
    public Input<string>? SslPolicy { get; set; }

    /// <summary>Whether plain HTTP is redirected.</summary>
    [Input("redirectToHttps")]
    public Input<HttpsRedirectArgs>? RedirectToHttps { get; set; }
}

/// <summary>Whether plain HTTP is redirected.</summary>
public sealed class HttpsRedirectArgs : ResourceArgs
{
    /// <summary>Whether it is.</summary>
    [Input("enabled", required: true)]
    public Input<bool> Enabled { get; set; } = null!;

    /// <summary>Such as <c>MOVED_PERMANENTLY_DEFAULT</c>.</summary>
    [Input("responseCodeName")]
    public Input<string>? ResponseCodeName { get; set; }
}
