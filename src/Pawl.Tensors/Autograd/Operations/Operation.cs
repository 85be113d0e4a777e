namespace Pawl.Tensors.Autograd.Operations;

/// <summary>One recorded step of a tape: what its backward pass needs, kept and reused from one recording to the next.</summary>
internal abstract class Operation
{
    /// <summary>What the operation made; its gradient is what <see cref="Backward"/> starts from.</summary>
    public Tensor Output { get; set; } = null!;

    /// <summary>Adds to the gradients of the inputs. Called once, after every later operation.</summary>
    public abstract void Backward(Tape tape);

    /// <summary>Gives back memory beyond the output's. Called once, after <see cref="Backward"/> or in its stead.</summary>
    public virtual void Release(Tape tape) { }
}
