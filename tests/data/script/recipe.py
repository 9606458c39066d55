"""Writes views.pt: a program with a tied head, and parameters that are views of another one."""
import torch


class Views(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = torch.nn.Embedding(10, 4)
        self.lm_head = torch.nn.Linear(4, 10, bias=False)
        self.lm_head.weight = self.emb.weight
        self.whole = torch.nn.Parameter(torch.randn(6, 4))
        self.rows = torch.nn.Parameter(self.whole.data[2:4])
        self.turned = torch.nn.Parameter(self.whole.data.t())

    def forward(self, ids):
        return self.lm_head(self.emb(ids)) + self.whole.sum() + self.rows.sum() + self.turned.sum()


torch.manual_seed(7)
torch.jit.save(torch.jit.script(Views().eval()), "views.pt")
