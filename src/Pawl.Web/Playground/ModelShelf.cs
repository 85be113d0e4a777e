using Pawl.Learning.Checkpoints;
using Pawl.Runs;
using Pawl.Text;
using Pawl.Web.Hosting;

namespace Pawl.Web.Playground;

/// <summary>
/// Loaded models, at most two, each for a few minutes after its last use. Only the one whose turn it is takes models (see
/// <see cref="SamplingDesk"/>); the clock takes away those that lie unused.
/// </summary>
internal sealed class ModelShelf : IDisposable
{
    public const int Most = 2;
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    private readonly WebServerOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<LoadedModel> _models = [];
    private readonly ITimer _clock;

    public ModelShelf(WebServerOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _clock = time.CreateTimer(_ => RemoveIdle(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _models.Count;
            }
        }
    }

    /// <summary>The model of a run's best or newest checkpoint, loaded or as it lies here. Give it back with <see cref="Return"/>.</summary>
    /// <exception cref="CheckpointException">The run has no good checkpoint.</exception>
    public LoadedModel Take(string runId, bool newest)
    {
        var folder = RunFolder.Of(_options.DataRoot, runId);
        // Which checkpoint is best or newest can only change when one comes or goes.
        var steps = string.Join(' ', CheckpointFolders.Steps(folder.Checkpoints));
        lock (_gate)
        {
            if (_models.Find(model => model.RunId == runId && model.IsNewest == newest) is { } known)
            {
                if (known.Steps == steps)
                {
                    known.IsInUse = true;
                    return known;
                }

                Remove(known);
            }

            while (_models.Count >= Most)
            {
                Remove(_models.MinBy(model => model.LastUse)!);
            }
        }

        // One compute thread, the caller's: a training on this machine is not to be held up.
        var loaded = new LoadedModel(runId, newest, steps, TextSampler.Load(folder, newest, threads: 1)) { IsInUse = true };
        lock (_gate)
        {
            _models.Add(loaded);
        }

        return loaded;
    }

    public void Return(LoadedModel model)
    {
        lock (_gate)
        {
            model.LastUse = _time.GetTimestamp();
            model.IsInUse = false;
        }
    }

    public void Dispose()
    {
        _clock.Dispose();
        lock (_gate)
        {
            foreach (var model in _models.Where(model => !model.IsInUse).ToList())
            {
                Remove(model);
            }
        }
    }

    internal void RemoveIdle()
    {
        lock (_gate)
        {
            foreach (var model in _models.Where(model => !model.IsInUse && _time.GetElapsedTime(model.LastUse) >= Idle).ToList())
            {
                Remove(model);
            }
        }
    }

    private void Remove(LoadedModel model)
    {
        _models.Remove(model);
        model.Sampler.Dispose();
    }
}

/// <summary>A model in memory.</summary>
/// <param name="Steps">The run's checkpoints when it was loaded.</param>
internal sealed record LoadedModel(string RunId, bool IsNewest, string Steps, TextSampler Sampler)
{
    /// <value>Timestamp of the time provider.</value>
    public long LastUse { get; set; }

    public bool IsInUse { get; set; }
}
