namespace WedSync.LocalPlatform.Control;

/// <summary>Where a local platform keeps everything it writes.</summary>
/// <param name="Path">The folder.</param>
public sealed record StateFolder(string Path)
{
    /// <summary>Variable that names another folder than the default.</summary>
    public const string Variable = "WEDSYNC_STATE";

    private const string DefaultName = ".wedsync";

    /// <summary>Unix socket of the control API.</summary>
    public string ControlSocket => In("control.sock");

    /// <summary>Process id and start time of the supervisor.</summary>
    public string SupervisorFile => In("supervisor.pid");

    /// <summary>Locked while a supervisor lives.</summary>
    public string LockFile => In("supervisor.lock");

    /// <summary>What runs, for cleaning up after a supervisor that was killed.</summary>
    public string RunFile => In("run.json");

    /// <summary>The description that the supervisor runs.</summary>
    public string DescriptionFile => In("description.json");

    /// <summary>Output of the supervisor itself.</summary>
    public string SupervisorLog => System.IO.Path.Combine(Logs, "supervisor.log");

    /// <summary>Logs, a folder a region.</summary>
    public string Logs => In("logs");

    /// <summary>Files of the pods, a folder a region.</summary>
    public string Pods => In("pods");

    /// <summary>Data of persistent volumes, a folder a region.</summary>
    public string Data => In("data");

    /// <summary>Secrets generated for this run.</summary>
    public string Secrets => In("secrets");

    /// <summary>Copies of the data of volumes, a folder a region.</summary>
    public string Snapshots => In("snapshots");

    /// <summary>The library that shows pods another time.</summary>
    public string Clock => In("clock");

    /// <summary>Signing key of the local issuer.</summary>
    public string Issuer => In("issuer");

    /// <summary>Routes that the gateway watches.</summary>
    public string GatewayRoutes => System.IO.Path.Combine(In("gateway"), "routes.json");

    /// <summary>The folder that <c>WEDSYNC_STATE</c> names; else <c>.wedsync</c> in the project's root.</summary>
    /// <param name="root">The project's root.</param>
    public static StateFolder Of(string root)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        return new StateFolder(System.IO.Path.GetFullPath(string.IsNullOrEmpty(named) ? System.IO.Path.Combine(root, DefaultName) : named));
    }

    /// <summary>Makes the folder, for this user alone: it holds secrets.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Logs);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
