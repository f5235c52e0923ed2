namespace WedSync.Contracts;

/// <summary>What the platform promises the prediction service, the preprocessor and training jobs; their images are built elsewhere.</summary>
public static class MlContract
{
    /// <summary>Port of the prediction service's API and probes.</summary>
    public const int PredictionHttp = 8000;

    /// <summary>Environment variable: where predictions are asked for, <c>http://host:port</c>.</summary>
    public const string PredictionEndpoint = "ML_PREDICTION_ENDPOINT";

    /// <summary>Environment variable: the region's cache, <c>http://host:port</c>.</summary>
    public const string CacheEndpoint = "CACHE_SERVICE_ENDPOINT";

    /// <summary>Environment variable: folder that models are kept in while a pod lives.</summary>
    public const string ModelDirectory = "MODEL_DIRECTORY";

    /// <summary>
    /// Environment variable: file with a short-lived token of the pod's service account, which the token issuer exchanges for one
    /// that the cache accepts. The kubelet renews it in place.
    /// </summary>
    public const string IdentityTokenFile = "IDENTITY_TOKEN_FILE";
}
