namespace Pawl.Learning;

/// <summary>The one owner of a training's step: the number of optimizer updates completed. It only ever grows.</summary>
public sealed class StepCounter
{
    public long Value { get; private set; }

    /// <summary>Called once for each completed update.</summary>
    /// <returns>The new value.</returns>
    public long Advance() => ++Value;

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="InvalidOperationException">The checkpoint stands before the steps already done: going back would report steps twice.</exception>
    public void ResumeAt(long step)
    {
        if (step < Value)
        {
            throw new InvalidOperationException(
                $"The step counter stands at {Value} and never goes backwards: cannot resume at step {step}. Start a new process instead."
            );
        }

        Value = step;
    }
}
