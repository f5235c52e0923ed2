using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Running;

/// <summary>Removes what a platform that is down has written, and nothing that it did not write.</summary>
public static class Remains
{
    /// <summary>Removes all but the control socket and the supervisor's own file, which its end removes.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="keepData">Whether the data of its volumes stay.</param>
    public static void Remove(StateFolder state, bool keepData)
    {
        foreach (var folder in (string[])[state.Pods, state.Logs, state.Secrets, state.Issuer, state.Snapshots, state.Clock, Path.GetDirectoryName(state.GatewayRoutes)!, Path.Combine(state.Path, "monitoring"), .. keepData ? [] : (string[])[state.Data]])
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        foreach (var file in (string[])[state.RunFile, state.RunFile + ".new", state.DescriptionFile]) File.Delete(file);
        if (keepData && Directory.Exists(state.Data) && !Directory.EnumerateFiles(state.Data, "*", SearchOption.AllDirectories).Any()) Directory.Delete(state.Data, recursive: true);
    }

    /// <summary>Removes the rest, once no supervisor lives; the folder too when nothing of others is in it.</summary>
    public static void RemoveAll(StateFolder state, bool keepData)
    {
        if (!Directory.Exists(state.Path)) return;
        Remove(state, keepData);
        foreach (var file in (string[])[state.ControlSocket, state.SupervisorFile, state.LockFile, StartFailure.FileOf(state)]) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(state.Path).Any()) Directory.Delete(state.Path);
    }
}

/// <summary>Why a supervisor could not start, for its starter to read when the control API does not tell.</summary>
public static class StartFailure
{
    public static string FileOf(StateFolder state) => Path.Combine(state.Path, "failure.txt");

    public static void Write(StateFolder state, IReadOnlyList<string> errors)
    {
        foreach (var error in errors) Console.Error.WriteLine($"error: {error}");
        try
        {
            File.WriteAllText(FileOf(state), string.Join('\0', errors));
        }
        catch (IOException)
        {
            // The log has it, if anything has.
        }
    }

    /// <summary>The reasons; empty where there are none.</summary>
    public static IReadOnlyList<string> Read(StateFolder state)
        => File.Exists(FileOf(state)) ? [.. File.ReadAllText(FileOf(state)).Split('\0', StringSplitOptions.RemoveEmptyEntries)] : [];
}
