using Pawl.Learning.Averaging;
using Pawl.Learning.Callbacks;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Workloads;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Text.Datasets;
using Pawl.Text.Model;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Training;

/// <summary>
/// Trains a GPT by nanoGPT's recipe. After each update the step is <em>settled</em>: evaluated when that is due, its metrics reported all
/// at once, then saved when that is due. A stop request is noticed between micro-batches and evaluation batches; what was begun there is
/// dropped and done again by the next attempt, so that it ends with the same bits and no step is reported twice.
/// </summary>
internal sealed class TextTrainer
{
    private readonly IRunContext _context;
    private readonly TrainingSettings _settings;
    private readonly GptModel _model;
    private readonly ITokenizer _tokenizer;
    private readonly ITrainingBatches _batches;
    private readonly Evaluator _evaluator;
    private readonly AdamW _optimizer;
    private readonly ExponentialMovingAverage? _average;
    private readonly CheckpointStore _store;
    private readonly CallbackList _callbacks;
    private readonly SpeedMeter _speed;
    private readonly TrainingState _state;
    private string? _sha256;
    private double? _shownLoss;

    public TextTrainer(
        IRunContext context,
        TrainingSettings settings,
        PreparedDataset data,
        TokenFile train,
        TokenFile validation,
        GptModel model,
        IReadOnlyList<ITrainingCallback> callbacks
    )
    {
        var length = model.Settings.BlockSize;
        (_context, _settings, _model, _tokenizer) = (context, settings, model, data.ReadTokenizer());
        _batches =
            settings.Order == TrainingOrder.Shuffled
                ? new ShuffledBatches(train, settings.Seed, settings.BatchSize, length)
                : new RandomBatches(train, settings.Seed, RandomBatches.Training, settings.BatchSize, length);
        _evaluator = new Evaluator(model, train, validation, settings);
        _optimizer = new AdamW(model.ParameterSet, settings.Optimizer);
        _average = settings.EmaDecay > 0 ? new ExponentialMovingAverage(model.Parameters, settings.EmaDecay) : null;
        _store = new CheckpointStore(context.Folder.Checkpoints, settings.Identity(data.Meta.Key), settings.Retention, Warn);
        _callbacks = new CallbackList(callbacks, Warn);
        _speed = new SpeedMeter(context.Time, (long)settings.BatchSize * settings.Accumulation * length);
        _state = new TrainingState(settings);
    }

    private long Step => _state.Step.Value;

    /// <exception cref="OperationCanceledException">The training was asked to stop; a checkpoint of where it stood is on disk.</exception>
    /// <exception cref="WorkloadException">The loss is no number any more.</exception>
    public async Task<TrainingOutcome> RunAsync(CancellationToken stop)
    {
        await ResumeAsync(stop);
        try
        {
            while (true)
            {
                if (!_state.IsSettled)
                {
                    await SettleAsync(stop);
                }

                if (_state.IsFinished)
                {
                    break;
                }

                Update(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await SaveInterimAsync();
            throw;
        }

        _context.Progress(1, _speed.Message(Step, _settings.Steps, _shownLoss));
        _callbacks.End(Report());
        return new TrainingOutcome(_state, _speed.Overall, _sha256!);
    }

    private async Task ResumeAsync(CancellationToken stop)
    {
        if (_store.TakeLatest() is not { } latest)
        {
            await _context.ResumedAsync(0, null, stop);
            return;
        }

        ModelFiles.Restore(latest, _model, _optimizer, _average);
        _state.Restore(latest.Step, latest.State);
        _sha256 = CheckpointHash.Of(latest.Folder);
        _shownLoss = _state.ValidationLoss;
        _context.Log(RunLogLevel.Info, $"Going on from the checkpoint of step {Step}.");

        // A step that is not settled will be reported by this attempt: what an attempt between may have said of it is superseded too.
        await _context.ResumedAsync(_state.IsSettled ? Step : Step - 1, _sha256, stop);

        // The attempt that wrote it may have died before it could say so.
        _context.CheckpointSaved(Step, RelativePath(latest.Folder), _sha256);
    }

    private void Update(CancellationToken stop)
    {
        _speed.BeginStep();
        _model.ZeroGradients();
        double loss = 0;
        for (var micro = 0; micro < _settings.Accumulation; micro++)
        {
            stop.ThrowIfCancellationRequested();
            var number = _state.MicroBatches + micro;
            var batch = _batches.Draw(number);
            loss += _model.LossAndGradients(
                batch.Tokens,
                batch.Targets,
                batch.Rows,
                batch.Length,
                1f / _settings.Accumulation,
                new DropoutKey(_settings.Seed, (ulong)number)
            );
        }

        loss /= _settings.Accumulation;
        var isLogged = (Step + 1) % _settings.LogInterval == 0 || Step + 1 == _settings.Steps;
        double? norm = _settings.GradientClip > 0 || isLogged ? GradientNorm.Measure(_model.ParameterSet, _model.Threads) : null;
        RequireFinite(loss, norm);
        var rate = _settings.Schedule.At(Step);
        var scale = _settings.GradientClip > 0 ? GradientNorm.ClipScale(norm!.Value, _settings.GradientClip) : 1;
        _optimizer.Step((float)rate, _model.Threads, scale);
        _average?.Update();
        _state.Step.Advance();
        _state.IsSettled = false;
        _sha256 = null;
        _speed.EndStep();
        ReportUpdate(loss, norm, rate, isLogged);
    }

    private void ReportUpdate(double loss, double? norm, double rate, bool isLogged)
    {
        _shownLoss = loss;
        if (isLogged)
        {
            _state.Pending[TextMetrics.BatchLoss] = loss;
            _state.Pending[TextMetrics.LearningRate] = rate;
            _state.Pending[TextMetrics.GradientNorm] = norm!.Value;
            if (_speed.Report() is { } speed)
            {
                _state.Pending[TextMetrics.TokensPerSecond] = speed;
            }
        }

        if (_speed.IsProgressDue())
        {
            _context.Progress((double)Step / _settings.Steps, _speed.Message(Step, _settings.Steps, loss));
        }

        _callbacks.Step(Report());
    }

    private async Task SettleAsync(CancellationToken stop)
    {
        var isLast = Step >= _settings.Steps;
        if (_state.EvaluatedStep != Step && (isLast || Step % _settings.EvaluationInterval == 0))
        {
            Evaluate(stop);
        }

        isLast |= _state.Stopping.IsTriggered;
        if (isLast && _state.WholeValidationLoss is null)
        {
            EvaluateWhole(stop);
        }

        var metric = _state.EvaluatedStep == Step ? _state.Metric : null;
        var isAmongBest = Step > 0 && metric is { } value && _store.WouldKeepAsBest(Step, value);
        SendPending();
        (_state.IsSettled, _state.IsFinished) = (true, isLast);
        if (isLast || isAmongBest || (Step > 0 && Step % _settings.CheckpointInterval == 0))
        {
            await SaveAsync(metric, isInterim: false);
        }
    }

    private void Evaluate(CancellationToken stop)
    {
        using var use = _average?.Use();
        var (train, validation) = _evaluator.Sampled(stop);
        RequireFinite(validation, null);
        var perplexity = Math.Exp(validation);
        (_state.TrainLoss, _state.ValidationLoss, _state.EvaluatedStep) = (train, validation, Step);
        _state.Metric = _state.Smoothed.Add(
            _settings.Metric switch
            {
                "training_loss" => train,
                "perplexity" => perplexity,
                _ => validation,
            }
        );
        _state.Best.Offer(Step, _state.Metric.Value);
        _state.Stopping.Offer(Step, _state.Metric.Value);
        _state.Pending[TextMetrics.TrainLoss] = train;
        _state.Pending[TextMetrics.ValidationLoss] = validation;
        _state.Pending[TextMetrics.Perplexity] = perplexity;
        _context.Log(
            RunLogLevel.Info,
            $"step {Step}: train loss {train:0.0000}, validation loss {validation:0.0000}, perplexity {perplexity:0.00}"
        );
        if (_state.Stopping.IsTriggered)
        {
            _context.Log(
                RunLogLevel.Info,
                $"Stopping early: {_settings.Metric} has not improved for {_settings.Patience} evaluations; best was step {_state.Best.Step}."
            );
        }

        _callbacks.Evaluation(Report());
    }

    private void EvaluateWhole(CancellationToken stop)
    {
        using var use = _average?.Use();
        var loss = _evaluator.WholeValidation(stop);
        _state.WholeValidationLoss = loss;
        _state.Pending[TextMetrics.WholeValidationLoss] = loss;
        _context.Log(RunLogLevel.Info, $"step {Step}: loss over the whole validation split {loss:0.0000}");
    }

    /// <summary>
    /// Metrics are made durable first, and the commit reported after: a crash between the two only repeats work. Not cancellable: a step
    /// that counts as settled must have its checkpoint; the grace period bounds it.
    /// </summary>
    private async Task SaveAsync(double? metric, bool isInterim)
    {
        await _context.FlushAsync(CancellationToken.None);
        var state = _state.ToJson(_model.Settings.BlockSize);
        state["model"] = ModelFiles.ToJson(_model.Settings);
        var saved = _store.Save(
            new CheckpointDraft(Step, metric, state, ModelFiles.Of(_model, _optimizer, _average, _tokenizer), isInterim)
        );
        _sha256 = saved.Sha256;
        _context.CheckpointSaved(Step, RelativePath(saved.Folder), saved.Sha256);
        if (!isInterim)
        {
            _store.Prune();
        }

        _callbacks.Checkpoint(Report());
    }

    private async Task SaveInterimAsync()
    {
        // Either the step's own checkpoint is there already, or nothing was done that could be lost.
        if (_sha256 is not null || (Step == 0 && !_state.IsSettled))
        {
            return;
        }

        await SaveAsync(null, isInterim: true);
        _context.Log(RunLogLevel.Info, $"Stopped at step {Step}; a checkpoint of it is saved.");
    }

    private void RequireFinite(double loss, double? norm)
    {
        if (double.IsFinite(loss) && double.IsFinite(norm ?? 0))
        {
            return;
        }

        throw new WorkloadException(
            "diverged",
            retryable: false,
            $"After step {Step} the loss is {loss} and the gradient norm {norm ?? double.NaN}: expected finite numbers. "
                + "Lower train.learning_rate, raise train.warmup_steps, or set train.gradient_clip to 1."
        );
    }

    private void SendPending()
    {
        foreach (var (name, value) in _state.Pending.Where(metric => double.IsFinite(metric.Value)))
        {
            _context.Metric(Step, name, value);
        }

        _state.Pending.Clear();
    }

    private string RelativePath(string folder) => Path.GetRelativePath(_context.Folder.Root, folder).Replace('\\', '/');

    private TrainingReport Report() => new(Step, new Dictionary<string, double>(_state.Pending, StringComparer.Ordinal));

    private void Warn(string line) => _context.Log(RunLogLevel.Warning, line);
}
