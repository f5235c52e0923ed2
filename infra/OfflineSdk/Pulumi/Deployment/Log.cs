namespace Pulumi;

/// <summary>Messages to the engine. Mocks have none: there only errors count, and fail the run.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => Ignore();

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => Ignore();

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => Ignore();

    /// <summary>An error fails the deployment once the program has ended.</summary>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Deployment.Current.ReportError(message);

    /// <inheritdoc cref="Error"/>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Error(exception.ToString(), resource, streamId, ephemeral);

    // Even a message that nobody reads needs a deployment to belong to.
    private static void Ignore() => _ = Deployment.Current;
}
