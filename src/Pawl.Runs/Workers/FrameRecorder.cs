using Pawl.Runs.Artifacts;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;

namespace Pawl.Runs.Workers;

/// <summary>Writes down what the frames of one attempt report, each where it belongs, and then tells the observer.</summary>
internal sealed class FrameRecorder(WorkerServices services, Lease lease, AttemptRecords records)
{
    /// <value>1 s: lists of runs show progress and metrics, and each update is a durable transaction.</value>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly RunFolder _folder = RunFolder.Of(services.DataRoot, lease.RunId);
    private ProgressFrame? _progress;
    private bool _progressIsNews;
    private long? _newsSince;

    private IWorkerObserver Observer => services.Observer;

    /// <summary>Time until the last progress and metrics go to the database; null when they are there.</summary>
    public TimeSpan? ReportDueIn => _newsSince is { } since ? ReportInterval - services.Time.GetElapsedTime(since) : null;

    /// <exception cref="ProtocolException">An artifact lies outside its folder.</exception>
    public void Record(HostFrame frame)
    {
        switch (frame)
        {
            case ProgressFrame progress:
                NoteProgress(progress);
                break;
            case LogFrame log:
                foreach (var line in log.Lines)
                {
                    records.Log(log.Level, line);
                }

                break;
            case MetricFrame metric:
                records.Metrics(metric.Step, metric.Values);
                NoteNews();
                break;
            case CheckpointFrame { Action: CheckpointAction.Restored } restored:
                records.ResumeFrom(restored.Step, restored.Sha256);
                NoteNews();
                services.Store.Resumed(lease, restored.Step, restored.Sha256);
                Observer.Resumed(lease.RunId, lease.Attempt, restored.Step, restored.Sha256);
                break;
            case CheckpointFrame saved:
                services.Store.CheckpointSaved(lease, saved.Step, saved.Path!, saved.Sha256!);
                Observer.CheckpointSaved(lease.RunId, lease.Attempt, saved.Step, saved.Path!);
                break;
            case ArtifactFrame artifact:
                RecordArtifact(artifact);
                break;
            case StepFrame step:
                Observer.StepChanged(lease.RunId, lease.Attempt, step.Name, step.State, step.Message);
                break;
            case WaitingFrame waiting:
                NoteProgress(new ProgressFrame(_progress?.Fraction ?? 0, $"waiting: {waiting.Reason}"));
                break;
        }
    }

    /// <summary>Brings the database up to the last progress and metrics.</summary>
    public void WriteReport()
    {
        if (_progressIsNews || records.Tally.HasNews)
        {
            var progress = _progressIsNews ? _progress : null;
            services.Store.Report(lease, progress?.Fraction, progress?.Message, records.Tally.Take());
            _progressIsNews = false;
        }

        _newsSince = null;
    }

    private void NoteNews() => _newsSince ??= services.Time.GetTimestamp();

    // A host repeats its progress as a sign of life: only a change is news.
    private void NoteProgress(ProgressFrame progress)
    {
        if (progress != _progress)
        {
            _progress = progress;
            _progressIsNews = true;
            NoteNews();
            Observer.Progressed(lease.RunId, lease.Attempt, progress.Fraction, progress.Message);
        }
    }

    private void RecordArtifact(ArtifactFrame artifact)
    {
        try
        {
            ArtifactPath.Resolve(artifact.Scope == ArtifactScope.Data ? services.DataRoot : _folder.Artifacts, artifact.Path);
        }
        catch (ArtifactPathException fault)
        {
            throw new ProtocolException(
                ProtocolBreach.BadPath,
                $"'path' of frame 'artifact' leads inside its folder: {fault.Message}",
                fault
            );
        }

        var row = new ArtifactRow(artifact.Path, artifact.Kind, artifact.MediaType, artifact.Bytes, artifact.Sha256)
        {
            Scope = artifact.Scope,
        };
        services.Store.ArtifactSaved(lease, row);
        Observer.ArtifactSaved(lease.RunId, row);
    }
}
