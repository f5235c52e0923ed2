using System.Globalization;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Faults.Clocks;

/// <summary>
/// Gives pods a wall clock that is wrong by a constant. Only the local platform can do that: a small library that is loaded before all
/// others answers for the system's clock. Programs that do not ask the C library for the time (those in Go) keep the right one.
/// </summary>
/// <param name="folder">Folder for the library, which is compiled when it is first needed.</param>
/// <param name="findTool">Finds a program; null where it is missing.</param>
/// <param name="spawner">Starts the compiler.</param>
internal sealed class SkewedClock(string folder, Func<string, string?> findTool, ProcessSpawner spawner) : IDisposable
{
    /// <summary>Largest offset: beyond it the certificates and tokens of a run would not be valid any more.</summary>
    public static readonly TimeSpan Largest = TimeSpan.FromMinutes(10);

    private const string Source = "skewed_clock.c";
    private const string OffsetVariable = "WEDSYNC_CLOCK_OFFSET_MS";
    private const string PreloadVariable = "LD_PRELOAD";

    private readonly SemaphoreSlim _compiling = new(1, 1);

    private string Library => Path.Combine(folder, "skewed_clock.so");

    /// <summary>What is wrong with an offset; null = nothing.</summary>
    public static string? Check(double milliseconds)
        => Math.Abs(milliseconds) <= Largest.TotalMilliseconds
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"clock offset '{milliseconds}ms': allowed: -600000ms to 600000ms, such as 5000ms; correct it.");

    /// <summary>A pod's plan with another clock.</summary>
    /// <exception cref="LocalPlatformException">The library cannot be made.</exception>
    public async Task<PodPlan> ApplyAsync(PodPlan pod, TimeSpan offset)
    {
        if (offset != TimeSpan.Zero) await CompileAsync();
        return pod with
        {
            ClockOffset = offset,
            InitContainers = [.. pod.InitContainers.Select(c => Apply(c, offset))],
            Containers = [.. pod.Containers.Select(c => Apply(c, offset))],
        };
    }

    public void Dispose() => _compiling.Dispose();

    private ContainerPlan Apply(ContainerPlan container, TimeSpan offset)
    {
        var environment = container.Environment.ToDictionary(StringComparer.Ordinal);
        environment.Remove(OffsetVariable);
        environment.Remove(PreloadVariable);
        if (offset != TimeSpan.Zero)
        {
            environment[OffsetVariable] = ((long)offset.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            environment[PreloadVariable] = Library;
        }

        return container with { Environment = environment };
    }

    private async Task CompileAsync()
    {
        await _compiling.WaitAsync();
        try
        {
            if (!File.Exists(Library)) await CompileOnceAsync();
        }
        finally
        {
            _compiling.Release();
        }
    }

    private async Task CompileOnceAsync()
    {
        var compiler = findTool("cc") ?? findTool("tcc")
            ?? throw new LocalPlatformException("clock: no C compiler: neither cc nor tcc is installed, and the library that shows another time has to be compiled; run: sudo apt-get install -y --no-install-recommends tcc");
        Directory.CreateDirectory(folder);
        var source = Path.Combine(folder, Source);
        await using (var resource = typeof(SkewedClock).Assembly.GetManifestResourceStream(Source)!)
        await using (var file = File.Create(source))
        {
            await resource.CopyToAsync(file);
        }

        var log = Path.Combine(folder, "compiler.log");
        var fresh = Library + ".new";
        var child = await spawner.StartAsync(new ProcessRequest
        {
            Command = [compiler, "-shared", "-fPIC", "-fno-builtin", "-nostdlib", "-o", fresh, source],
            Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" },
            WorkingDirectory = folder,
            OutputFile = log,
            Append = false,
        });
        if (await child.Exited != 0) throw new LocalPlatformException($"clock: {compiler} cannot compile {source}: {(await File.ReadAllTextAsync(log)).Trim()}");
        File.Move(fresh, Library, overwrite: true);
    }
}
