using Pawl.Text.Datasets;
using Pawl.Text.Model;

namespace Pawl.Text.Training;

/// <summary>Measures the loss without dropout and without touching anything the training depends on.</summary>
internal sealed class Evaluator(GptModel model, TokenFile train, TokenFile validation, TrainingSettings settings)
{
    private readonly RandomBatches _train = new(
        train,
        settings.Seed,
        RandomBatches.TrainEvaluation,
        settings.BatchSize,
        model.Settings.BlockSize
    );
    private readonly RandomBatches _validation = new(
        validation,
        settings.Seed,
        RandomBatches.ValidationEvaluation,
        settings.BatchSize,
        model.Settings.BlockSize
    );

    /// <summary>Mean loss in nats a token over the same batches every time.</summary>
    public (double Train, double Validation) Sampled(CancellationToken stop) => (Mean(_train, stop), Mean(_validation, stop));

    /// <summary>Mean loss in nats over every token of the validation split but the first, each predicted once.</summary>
    public double WholeValidation(CancellationToken stop)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var batch in SequentialBatches.Of(validation, settings.BatchSize, model.Settings.BlockSize))
        {
            stop.ThrowIfCancellationRequested();
            sum += (double)model.Loss(batch.Tokens, batch.Targets, batch.Rows, batch.Length) * batch.Targets.Length;
            count += batch.Targets.Length;
        }

        return sum / count;
    }

    private double Mean(RandomBatches batches, CancellationToken stop)
    {
        double sum = 0;
        for (var i = 0; i < settings.EvaluationBatches; i++)
        {
            stop.ThrowIfCancellationRequested();
            var batch = batches.Draw(i);
            sum += model.Loss(batch.Tokens, batch.Targets, batch.Rows, batch.Length);
        }

        return sum / settings.EvaluationBatches;
    }
}
