using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Processes;

/// <summary>Puts a pod's files in place.</summary>
internal static class PodFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;
    private const UnixFileMode Shared = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Everything new but the data of its persistent volumes.</summary>
    public static void Prepare(PodPlan pod)
    {
        Remove(pod);
        Directory.CreateDirectory(pod.Folder, PrivateFolder);
        foreach (var folder in pod.DataFolders) Directory.CreateDirectory(folder, PrivateFolder);
        foreach (var container in pod.InitContainers.Concat(pod.Containers))
        {
            Directory.CreateDirectory(container.WorkingDirectory);
            Directory.CreateDirectory(Path.GetDirectoryName(container.Log)!);
            foreach (var link in container.Links) Link(link);
            foreach (var file in container.Files) Write(file);
        }
    }

    /// <summary>Writes a file beside its place and moves it there, so that whoever watches it never sees half of it.</summary>
    public static void Write(FilePlan file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var fresh = file.Path + ".new";
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = file.IsSecret ? Private : Shared,
        }))
        {
            stream.Write(file.Content);
        }

        File.Move(fresh, file.Path, overwrite: true);
    }

    /// <summary>Removes all but the data of its persistent volumes.</summary>
    public static void Remove(PodPlan pod)
    {
        // Links are removed, not followed.
        if (Directory.Exists(pod.Folder)) Directory.Delete(pod.Folder, recursive: true);
    }

    /// <summary>Removes the data of its persistent volumes.</summary>
    public static void Wipe(PodPlan pod)
    {
        foreach (var folder in pod.DataFolders)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder, PrivateFolder);
        }
    }

    private static void Link(LinkPlan link)
    {
        Directory.CreateDirectory(link.Target, PrivateFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(link.Path)!);
        Directory.CreateSymbolicLink(link.Path, link.Target);
    }
}
