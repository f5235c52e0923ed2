using System.Globalization;
using System.Net.Sockets;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>Waits for a pod that starts, and says what stands against it: a description and a service that disagree show here.</summary>
internal sealed class StartWatch(TimeProvider time)
{
    /// <summary>How long a pod may take until it is ready.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Ends of a pod's containers that are taken as a coincidence.</summary>
    private const int ToleratedRestarts = 1;

    /// <summary>Exit code of a service that refuses its configuration (EX_CONFIG of sysexits.h): no second try helps.</summary>
    private const int ConfigurationRefused = 78;

    /// <summary>Free bytes under which nothing is going to become ready: a full disk shows in no probe.</summary>
    private const long LeastFreeBytes = 4L * 1024 * 1024;

    private const int LogLines = 12;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(10);

    /// <summary>Returns when a pod is ready or, as a Job, has succeeded.</summary>
    /// <exception cref="LocalPlatformException">It does not become so.</exception>
    public async Task WaitAsync(PodRunner pod, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (!pod.Ready || pod.Plan.Job is not null)
        {
            if (pod.Succeeded) return;
            if (Problem(pod, time.GetElapsedTime(begun)) is { } problem) throw Failure(pod, problem);
            await Task.Delay(Poll, time, cancellation);
        }

        await CheckPortsAsync(pod, cancellation);
    }

    private static string? Problem(PodRunner pod, TimeSpan waited)
    {
        if (pod.Failure is { } failure) return failure;
        if (new DriveInfo(pod.Plan.Folder).AvailableFreeSpace < LeastFreeBytes) return $"the disk of {pod.Plan.Folder} is full";
        if (pod.Plan.Job is not null) return null;
        var refused = pod.Ends.FirstOrDefault(e => e.End.ExitCode == ConfigurationRefused);
        if (refused.End is not null) return $"{refused.End.Reason}: it refuses its configuration";
        if (pod.Restarts > ToleratedRestarts) return $"{pod.Ends[^1].End.Reason}, {(pod.Restarts + 1).ToString(CultureInfo.InvariantCulture)} times";
        return waited > Limit ? $"not ready within {Limit.TotalSeconds:F0} s: {pod.Reason ?? "no probe has answered"}" : null;
    }

    private static LocalPlatformException Failure(PodRunner pod, string problem)
    {
        var log = Suspect(pod);
        var lines = log is null ? [] : LogRotation.Tail(log, LogLines);
        var said = lines.Count == 0 ? "It has written nothing." : $"Its last lines:{string.Concat(lines.Select(line => $"{Environment.NewLine}    {line}"))}";
        return new LocalPlatformException($"{pod.Plan.Region}: pod {pod.Plan.Name} ({pod.Plan.Kind} {pod.Plan.Workload}): {problem}. {said}");
    }

    /// <summary>Log of the container that keeps the pod from being ready.</summary>
    private static string? Suspect(PodRunner pod)
    {
        var waiting = pod.Status().Containers.FirstOrDefault(c => !c.Ready)?.Log;
        return pod.Ends.Where(e => e.End.ExitCode != 0).Select(e => e.Container.Log).LastOrDefault() ?? waiting ?? (pod.Plan.Containers is [var first, ..] ? first.Log : null);
    }

    private async Task CheckPortsAsync(PodRunner pod, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        foreach (var container in pod.Plan.Containers)
        {
            foreach (var port in container.Ports.Where(p => p.IsTcp))
            {
                while (!await ListensAsync(pod.Plan.Ip, port.Port, cancellation))
                {
                    if (time.GetElapsedTime(begun) > PortPatience)
                    {
                        throw Failure(pod, $"container {container.Name} declares port {port.Name} ({port.Port}), but nothing listens on {pod.Plan.Ip}:{port.Port}");
                    }

                    await Task.Delay(Poll, time, cancellation);
                }
            }
        }
    }

    private static async Task<bool> ListensAsync(string ip, int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(ip, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
