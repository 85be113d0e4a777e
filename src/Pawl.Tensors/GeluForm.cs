namespace Pawl.Tensors;

/// <summary>Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.</summary>
public enum GeluForm
{
    /// <summary>x Φ(x) with the error function.</summary>
    Exact,

    /// <summary>x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))).</summary>
    Tanh,
}
