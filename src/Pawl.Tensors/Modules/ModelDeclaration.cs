namespace Pawl.Tensors.Modules;

/// <summary>What a model is made of, before it has memory: modules add their tensors, and <see cref="ModelState"/> makes them.</summary>
public sealed class ModelDeclaration
{
    private readonly List<(string Name, TensorShape Shape, InitialValue Initial)> _parameters = [];
    private readonly List<(string Name, TensorShape Shape, float Initial)> _buffers = [];

    internal IReadOnlyList<(string Name, TensorShape Shape, InitialValue Initial)> Parameters => _parameters;

    internal IReadOnlyList<(string Name, TensorShape Shape, float Initial)> Buffers => _buffers;

    /// <summary>A trainable tensor.</summary>
    /// <param name="name">Unique in the model, as a state dict of PyTorch would have it.</param>
    public void AddParameter(string name, TensorShape shape, InitialValue initial) => _parameters.Add((name, shape, initial));

    /// <summary>A tensor that is saved with the model and takes no gradient.</summary>
    /// <param name="name">Unique in the model, parameters included.</param>
    public void AddBuffer(string name, TensorShape shape, float initial) => _buffers.Add((name, shape, initial));
}
